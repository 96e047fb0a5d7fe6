using Syndication.Testing.Servers;
using static Syndication.Ingest.Tests.Sources.SourceDesk;

namespace Syndication.Ingest.Tests.Sources;

/// <summary>Feeds as the most common server of the world serves them.</summary>
public sealed class NginxTests : IAsyncLifetime
{
    private readonly IngestHost _host = Host();
    private readonly StaticServer _nginx = new();

    private static CancellationToken Ct => IngestHost.Ct;

    public async ValueTask InitializeAsync() => await _nginx.StartAsync(Ct);

    public async ValueTask DisposeAsync()
    {
        await _host.DisposeAsync();
        await _nginx.DisposeAsync();
    }

    [Fact]
    public async Task A_feed_is_sent_once_until_it_changes()
    {
        await _nginx.PutAsync("khobor.rss", Rss(Item(1)), Ct);
        var id = await _host.AddFeedAsync(_nginx.Url("khobor.rss"));
        await _host.PolledAsync(id);
        await _host.PollAgainAsync(id);
        var same = await _host.PollAgainAsync(id);
        await _nginx.PutAsync("khobor.rss", Rss(Item(2), Item(1)), Ct);
        var changed = await _host.PollAgainAsync(id);
        await _host.PollAgainAsync(id);

        Assert.Equal((304, 1), ((int)same["lastStatus"]!, (int)same["articlesSeen"]!));
        Assert.Equal((200, 2), ((int)changed["lastStatus"]!, (int)changed["articlesSeen"]!));
        var asked = (await _nginx.RequestsAsync(Ct)).Where(l =>
            l.Contains("khobor", StringComparison.Ordinal)
        );
        Assert.Equal(["200", "304", "304", "200", "304"], asked.Select(l => l[..3]));
        Assert.All(
            asked.Skip(1),
            l =>
            {
                // Both validators, since either may be all that a server heeds.
                Assert.Contains("\\x22\"", l, StringComparison.Ordinal);
                Assert.Contains("GMT\"", l, StringComparison.Ordinal);
            }
        );
    }

    [Fact]
    public async Task A_feed_that_is_packed_is_unpacked_and_keeps_its_validators()
    {
        var plain = Rss(Enumerable.Range(1, 40).Select(i => Item(i)));
        await _nginx.PutAsync("khobor.rss", plain, Ct);
        var id = await _host.AddFeedAsync(_nginx.Url("khobor.rss"));

        await _host.PolledAsync(id);
        var again = await _host.PollAgainAsync(id);

        Assert.Equal((304, 40), ((int)again["lastStatus"]!, (int)again["articlesSeen"]!));
        var first = (await _nginx.RequestsAsync(Ct)).First(l =>
            l.Contains("khobor", StringComparison.Ordinal)
        );
        Assert.InRange(int.Parse(first.Split(' ')[^1], null), 100, plain.Length / 2);
    }
}
