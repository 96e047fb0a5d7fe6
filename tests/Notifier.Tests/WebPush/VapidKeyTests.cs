using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Syndication.Notifier.Store;
using Syndication.Notifier.Subscriptions;
using Syndication.Notifier.WebPush;
using Syndication.Testing.Push;

namespace Syndication.Notifier.Tests.WebPush;

/// <summary>The key is kept, for it is what every reader hangs on.</summary>
public sealed class VapidKeyTests : IDisposable
{
    private readonly DirectoryInfo _data = Directory.CreateTempSubdirectory("synd-vapid-");

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private string KeyFile => Path.Combine(_data.FullName, "push-key.pem");

    public void Dispose() => _data.Delete(recursive: true);

    [Fact]
    public async Task The_public_key_is_65_bytes_and_the_same_after_a_restart()
    {
        var first = await KeyOfStartAsync();
        var second = await KeyOfStartAsync();

        Assert.Equal(87, first.Length);
        Assert.Equal(first, second);
        Assert.True(PushKeys.IsOnCurve(System.Buffers.Text.Base64Url.DecodeFromChars(first)));
    }

    [Fact]
    public async Task The_file_is_for_its_owners_eyes_and_nothing_else_is_left_beside_it()
    {
        await KeyOfStartAsync();

        Assert.True(OperatingSystem.IsWindows() || IsOwners());
        Assert.Single(_data.GetFiles("push-key*"));

        bool IsOwners() => File.GetUnixFileMode(KeyFile) == (UnixFileMode.UserRead | UnixFileMode.UserWrite);
    }

    [Fact]
    public async Task A_configured_key_is_used_and_no_file_made()
    {
        var key = await KeyOfStartAsync(("Push:PrivateKey", "yfWPiYE-n46HLnH0KqZOF1fJJU3MYrct3AELtAQ-oRw"));

        Assert.StartsWith("BP4z9KsN6nGRTbVYI", key, StringComparison.Ordinal);
        Assert.False(File.Exists(KeyFile));
    }

    [Fact]
    public async Task A_key_brought_along_as_pem_is_used()
    {
        var brought = VapidKey.Create();
        await File.WriteAllTextAsync(KeyFile, brought.ToPem(), Ct);

        Assert.Equal(brought.PublicKey, await KeyOfStartAsync());
    }

    [Fact]
    public async Task After_rotation_new_readers_get_the_new_key_and_old_ones_their_own()
    {
        var old = await KeyOfStartAsync();
        await SubscribeAsync(old);
        File.Move(KeyFile, Path.Combine(_data.FullName, "push-key-old-2026.pem"));

        await using var host = new Host(_data);
        var now = await KeyOfAsync(host);

        Assert.NotEqual(old, now);
        Assert.True(host.Services.GetRequiredService<VapidKeys>().TryFind(old, out _));
    }

    [Fact]
    public async Task An_old_key_may_be_configured_too()
    {
        var old = await KeyOfStartAsync();
        await SubscribeAsync(old);
        var pem = await File.ReadAllTextAsync(KeyFile, Ct);
        File.Delete(KeyFile);

        await using var host = new Host(_data, ("Push:OldPrivateKeys:0", pem));

        Assert.True(host.Services.GetRequiredService<VapidKeys>().TryFind(old, out _));
    }

    [Fact]
    public async Task With_readers_whose_key_is_lost_it_does_not_start_and_says_what_to_do()
    {
        var old = await KeyOfStartAsync();
        await SubscribeAsync(old);
        File.Delete(KeyFile);

        // The first try has left a new key; the second must not take it for good.
        for (var i = 0; i < 2; i++)
        {
            var fault = await FaultAsync();
            Assert.StartsWith("Setting 'Push:PrivateKey'", fault, StringComparison.Ordinal);
            Assert.Contains(old, fault, StringComparison.Ordinal);
            Assert.Contains("Push:OldPrivateKeys", fault, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Without_readers_a_lost_key_is_no_loss()
    {
        var old = await KeyOfStartAsync();
        File.Delete(KeyFile);

        Assert.NotEqual(old, await KeyOfStartAsync());
    }

    [Fact]
    public async Task Readers_who_cannot_be_reached_any_more_are_ended_only_when_it_is_said()
    {
        await SubscribeAsync(await KeyOfStartAsync());
        File.Delete(KeyFile);

        await using var host = new Host(_data, ("Push:ForgetLostReaders", "true"));

        var reader = await host
            .Services.GetRequiredService<UnitOfWork>()
            .ReadAsync(db => db.Subscriptions.SingleAsync(s => s.Channel == ChannelKind.WebPush, Ct), Ct);
        Assert.Equal(SubscriptionState.Expired, reader.State);
        Assert.NotNull(reader.Reason);
    }

    [Fact]
    public async Task A_key_file_that_was_spoilt_stops_the_start_and_stays()
    {
        await File.WriteAllTextAsync(KeyFile, "সেতু", Ct);

        Assert.Contains("backup", await FaultAsync(), StringComparison.Ordinal);
        Assert.Equal("সেতু", await File.ReadAllTextAsync(KeyFile, Ct));
    }

    [Fact]
    public async Task A_subject_that_cannot_be_stops_the_start_by_its_name()
    {
        Assert.StartsWith(
            "Setting 'Push:Subject'",
            await FaultAsync(("Push:Subject", "desk@khobor.example")),
            StringComparison.Ordinal
        );
    }

    [Theory]
    [InlineData("mailto:desk@khobor.example", null)]
    [InlineData("https://khobor.example/desk", null)]
    [InlineData("desk@khobor.example", "Subject")]
    [InlineData("mailto:desk @khobor.example", "Subject")]
    [InlineData("mailto:<desk@khobor.example>", "Subject")]
    [InlineData("mailto:", "Subject")]
    [InlineData("http://khobor.example", "Subject")]
    public void A_subject_is_an_address_that_apple_takes(string subject, string? fault)
    {
        Assert.Equal(fault, FaultOf(new() { Subject = subject }));
    }

    [Fact]
    public void What_is_no_key_is_told_by_its_name()
    {
        Assert.Equal("PrivateKey", FaultOf(new() { PrivateKey = "AAAA" }));
        Assert.Equal(
            "OldPrivateKeys:1",
            FaultOf(new() { OldPrivateKeys = [VapidKey.Create().ToPem(), "AAAA"] })
        );
    }

    [Theory]
    [InlineData("mailto:desk@khobor.example", "http://khobor.example", "mailto:desk@khobor.example")]
    [InlineData(null, "https://খবর.example/পথ", "https://xn--q5b8bm.example")]
    [InlineData(null, "http://khobor.example", "mailto:webmaster@khobor.example")]
    public void The_subject_leads_to_somebody(string? configured, string site, string subject)
    {
        Assert.Equal(subject, new VapidOptions { Subject = configured }.SubjectOr(site));
    }

    private static string? FaultOf(VapidOptions options) =>
        options.Validate(new(options)).SingleOrDefault()?.MemberNames.Single();

    private static async Task<string> KeyOfAsync(Host host)
    {
        using var client = host.CreateClient();
        var json = await client.GetFromJsonAsync<JsonElement>("/api/push/public-key", Ct);
        return json.GetProperty("publicKey").GetString()!;
    }

    private async Task<string> KeyOfStartAsync(params (string Name, string Value)[] settings)
    {
        await using var host = new Host(_data, settings);
        return await KeyOfAsync(host);
    }

    private async Task SubscribeAsync(string vapidKey)
    {
        await using var host = new Host(_data);
        var reader = PushBench.Of(new(new("https://push.example/1"), new PushReader()), vapidKey);
        await host
            .Services.GetRequiredService<UnitOfWork>()
            .ReadAsync(
                async db =>
                {
                    db.Subscriptions.Add(reader);
                    return await db.SaveChangesAsync(Ct);
                },
                Ct
            );
    }

    private Task<string> FaultAsync(params (string Name, string Value)[] settings) =>
        NotifierProcess.FaultAsync(_data, settings, Ct);

    private sealed class Host : WebApplicationFactory<NotifierDbContext>
    {
        private readonly DirectoryInfo _data;
        private readonly (string Name, string Value)[] _settings;

        public Host(DirectoryInfo data, params (string Name, string Value)[] settings)
        {
            (_data, _settings) = (data, settings);
            UseKestrel(0);
            StartServer();
        }

        protected override void ConfigureWebHost(IWebHostBuilder builder)
        {
            builder.UseSetting("Data:Directory", _data.FullName);
            builder.UseSetting("ApiKeys:0:Name", "tests");
            builder.UseSetting("ApiKeys:0:Key", NotifierHost.Key);
            builder.UseSetting("ApiKeys:0:Scopes:0", "alerts");
            builder.UseSetting("Logging:LogLevel:Default", "Critical");
            builder.UseSetting("Logging:LogLevel:Microsoft.Hosting.Lifetime", "None");
            foreach (var (name, value) in _settings)
                builder.UseSetting(name, value);
        }
    }
}
