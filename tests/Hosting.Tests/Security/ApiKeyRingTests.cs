using System.Runtime.Versioning;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Configuration;
using Syndication.Hosting.Security;
using Syndication.Hosting.Storage;

namespace Syndication.Hosting.Tests.Security;

public sealed class ApiKeyRingTests : IDisposable
{
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("synd-keys-");

    public void Dispose() => _directory.Delete(recursive: true);

    private ApiKeyRing Ring(params (string Key, string Value)[] settings)
    {
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(
                settings
                    .Append(("Data:Directory", _directory.FullName))
                    .ToDictionary(s => s.Item1, s => (string?)s.Item2)
            )
            .Build();
        return new(configuration, new DataDirectory(configuration));
    }

    [Fact]
    public void The_first_start_makes_a_key_and_the_next_knows_it()
    {
        var first = Ring();
        var next = Ring();

        Assert.NotNull(first.JustMade);
        Assert.Null(next.JustMade);
        Assert.Equal(["publish", "alerts", "admin"], next.Find(first.JustMade)!.Scopes);
        Assert.Null(next.Find(first.JustMade + "x"));
    }

    [Fact]
    public void On_disk_lies_only_the_keys_digest()
    {
        var ring = Ring();

        var kept = File.ReadAllText(ring.KeptIn!);

        Assert.DoesNotContain(ring.JustMade!, kept, StringComparison.Ordinal);
        Assert.Contains(
            Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(ring.JustMade!))),
            kept,
            StringComparison.Ordinal
        );
        Assert.Equal([ring.KeptIn!], Directory.GetFiles(_directory.FullName));
    }

    [Fact]
    public void A_lost_key_is_replaced_by_deleting_its_file()
    {
        var lost = Ring();
        File.Delete(lost.KeptIn!);

        var next = Ring();

        Assert.NotNull(next.Find(next.JustMade!));
        Assert.Null(next.Find(lost.JustMade!));
    }

    [Fact]
    [UnsupportedOSPlatform("windows")]
    public void A_key_that_an_earlier_version_kept_in_clear_opens_as_before_and_is_hidden()
    {
        const string key = "synd_0123456789abcdef";
        var path = Path.Combine(_directory.FullName, "api-keys.json");
        File.WriteAllText(
            path,
            $$"""[{"name":"first","key":"{{key}}","scopes":["publish","admin"]},{"name":"সম্পাদক","keySha256":"{{new string('a', 64)}}","scopes":[]}]"""
        );

        foreach (var ring in (ApiKeyRing[])[Ring(), Ring()])
            Assert.Equal(["publish", "admin"], ring.Find(key)!.Scopes);

        Assert.DoesNotContain(key, File.ReadAllText(path), StringComparison.Ordinal);
        Assert.Contains("সম্পাদক", File.ReadAllText(path), StringComparison.Ordinal);
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(path));
        Assert.Equal([path], Directory.GetFiles(_directory.FullName));
    }

    [Fact]
    [UnsupportedOSPlatform("windows")]
    public void The_key_is_kept_for_its_owners_eyes_only()
    {
        var file = Ring().KeptIn!;

        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
    }

    [Fact]
    public void A_digest_opens_as_its_key_does()
    {
        // SHA-256 of "a key of no great length", computed with another tool.
        const string digest = "f1a65092ae99c580f338f81979b3f91000b8fb8d2c5a20b1f3773c3744bcf38c";
        var ring = Ring(
            ("ApiKeys:0:Name", "cms"),
            ("ApiKeys:0:KeySha256", digest),
            ("ApiKeys:0:Scopes:0", "publish")
        );

        Assert.Equal("cms", ring.Find("a key of no great length")?.Name);
        Assert.Null(ring.JustMade);
    }

    [Theory]
    [InlineData("ApiKeys:0:Name", "ApiKeys:0:Key", "0123456789abcdef")]
    [InlineData("ApiKeys:0:Scopes", "ApiKeys:0:Scopes:0", "everything", "ApiKeys:0:Name", "n")]
    [InlineData("ApiKeys:0:Key", "ApiKeys:0:Key", "short", "ApiKeys:0:Name", "n")]
    [InlineData("ApiKeys:0:KeySha256", "ApiKeys:0:KeySha256", "abcd", "ApiKeys:0:Name", "n")]
    [InlineData("ApiKeys:0:KeySha256", "ApiKeys:0:Name", "n")]
    public void An_impossible_key_is_named_and_not_repeated(string named, params string[] settings)
    {
        var pairs = settings.Chunk(2).Select(p => (p[0], p[1])).ToArray();

        var fault = Assert.Throws<SettingException>(() => Ring(pairs));

        Assert.Contains($"'{named}'", fault.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("0123456789abcdef", fault.Message, StringComparison.Ordinal);
    }
}
