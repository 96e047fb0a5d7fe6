using System.Runtime.Versioning;
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
