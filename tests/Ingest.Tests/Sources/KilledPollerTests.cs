using System.Text;
using Microsoft.EntityFrameworkCore;
using Syndication.Ingest.Sources;
using Syndication.Ingest.Store;
using Syndication.Ingest.Tests.Outbox;
using Syndication.Testing;
using Syndication.Testing.Servers;

namespace Syndication.Ingest.Tests.Sources;

/// <summary>Two processes share the sources of one PostgreSQL, and one of them is killed while it polls.</summary>
public sealed class KilledPollerTests(PostgresFixture postgres) : IAsyncLifetime
{
    private const int Sources = 300;
    private const int AtOnce = 8;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private static readonly Dictionary<string, string> Slow = new(StringComparer.Ordinal)
    {
        ["Polling:HostPause"] = "00:00:00",
        ["Polling:AtOnce"] = $"{AtOnce}",
    };

    private FeedServer _server = null!;

    private static CancellationToken Ct => IngestHost.Ct;

    public async ValueTask InitializeAsync() => _server = await FeedServer.StartAsync();

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Fact]
    public async Task What_a_killed_instance_had_taken_is_polled_by_the_other_when_its_leases_are_over()
    {
        // A little behind, so that its leases can be told from the other's: they end earlier.
        var time = new ShiftedTime { Shift = -TimeSpan.FromMinutes(1) };
        var database = await postgres.NewDatabaseAsync(Ct);
        _server["*"] = async context =>
        {
            await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System, context.RequestAborted);
            await FeedServer.Says(SourceDesk.Rss(SourceDesk.Item(1)))(context);
        };
        await using var doomed = new ServiceProcess("Ingest", Settings(database));
        await doomed.StartAsync(Ct);
        await using var survivor = SourceDesk.Host(database, time, settings: Slow);
        await ImportAsync(survivor);

        await Waiting.UntilAsync(() => Calls().Sum() > Sources / 3, Patience, "the first calls", Ct);
        await doomed.KillAsync();
        Assert.DoesNotContain(Calls(), calls => calls > 1);
        var deadsEnd = time.GetUtcNow() + PollClaims.Lease + TimeSpan.FromSeconds(30);
        await Waiting.UntilAsync(
            async () => await LeftAsync(survivor, until: deadsEnd) == 0,
            Patience,
            "all polled that the dead one had not taken",
            Ct
        );
        var taken = await LeftAsync(survivor, until: DateTimeOffset.MaxValue);
        time.Shift = PollClaims.Lease;
        await Waiting.UntilAsync(
            async () => await LeftAsync(survivor, until: DateTimeOffset.MaxValue) == 0,
            Patience,
            "the others polled, too",
            Ct
        );

        Assert.InRange(taken, 1, 3 * AtOnce);
        var calls = Calls();
        Assert.DoesNotContain(calls, c => c is 0 or > 2);
        // Asked twice were only those whose answer died with the one that had asked.
        Assert.InRange(calls.Count(c => c == 2), 0, AtOnce);
    }

    private List<int> Calls() =>
        [.. Enumerable.Range(0, Sources).Select(i => _server.Requests($"/{i}").Count)];

    // Not polled yet, and nobody's for longer than that.
    private static async Task<int> LeftAsync(IngestHost host, DateTimeOffset until)
    {
        await using var db = await host.The<IDbContextFactory<IngestDbContext>>().CreateDbContextAsync(Ct);
        return await db.Sources.CountAsync(
            s => s.LastPolledAt == null && (s.LeasedUntil == null || s.LeasedUntil <= until),
            Ct
        );
    }

    private async Task ImportAsync(IngestHost host)
    {
        var outlines = Enumerable
            .Range(0, Sources)
            .Select(i => $"<outline text='উৎস {i}' xmlUrl='{_server.Url($"/{i}")}'/>");
        using var body = new ByteArrayContent(
            Encoding.UTF8.GetBytes($"<opml version='2.0'><body>{string.Concat(outlines)}</body></opml>")
        );
        using var answer = await host.Newsroom.PostAsync("/api/sources/import", body, Ct);
        Assert.True(answer.IsSuccessStatusCode);
    }

    private static Dictionary<string, string> Settings(string database) =>
        new(Slow, StringComparer.Ordinal)
        {
            ["Database"] = database,
            ["Data:Directory"] = ".",
            ["Network:AllowPrivateAddresses"] = "true",
            ["ApiKeys:0:Name"] = "newsroom",
            ["ApiKeys:0:Key"] = IngestHost.Key,
            ["ApiKeys:0:Scopes:0"] = "publish",
            ["Logging:LogLevel:Default"] = "Warning",
        };
}
