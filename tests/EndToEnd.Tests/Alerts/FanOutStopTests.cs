using System.Diagnostics;
using Syndication.Testing;
using Syndication.Testing.Push;
using Syndication.Testing.Servers;

namespace Syndication.EndToEnd.Tests.Alerts;

/// <summary>SIGTERM in the middle of a fan-out, while one push service takes calls and answers none.</summary>
public sealed class FanOutStopTests : IAsyncLifetime
{
    private const int Readers = 12_000;
    private const int AtHanging = 600;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(120);
    private static readonly TimeSpan Promised = TimeSpan.FromSeconds(10);
    private readonly PostgresServer _postgres = new();
    private readonly RabbitServer _rabbit = new();
    private readonly DirectoryInfo _data = Directory.CreateTempSubdirectory("synd-stop-");
    private ServiceProcess? _notifier;
    private PushSink? _well;
    private PushSink? _hangs;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private ServiceProcess Notifier => _notifier ?? throw new InvalidOperationException("There is none.");

    private PushSink Well => _well ?? throw new InvalidOperationException("There is none.");

    private PushSink Hangs => _hangs ?? throw new InvalidOperationException("There is none.");

    public async ValueTask InitializeAsync()
    {
        await Task.WhenAll(_postgres.StartAsync(Ct), _rabbit.StartAsync(Ct));
        var options = new PushSinkOptions { DecryptEvery = 0, Keeps = false };
        (_well, _hangs) = (await PushSink.StartAsync(Ct, options), await PushSink.StartAsync(Ct, options));
        _notifier = new(
            "Notifier",
            NotifierStack.Settings(await _postgres.CreateDatabaseAsync("notifier", Ct), _rabbit, _data)
        );
        await _notifier.StartAsync(Ct);
        await Task.Delay(RabbitServer.QueuesSettle, TimeProvider.System, Ct);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var server in (IEnumerable<RealServer?>)[_notifier, _rabbit, _postgres])
            if (server is not null)
                await server.DisposeAsync();
        foreach (var sink in (IEnumerable<PushSink?>)[_well, _hangs])
            if (sink is not null)
                await sink.DisposeAsync();
        _data.Delete(recursive: true);
    }

    [Theory]
    [InlineData("127.0.0.1")] // known
    [InlineData("localhost")] // a stranger
    public async Task It_ends_within_ten_seconds_and_nobody_who_had_it_gets_it_again(string host)
    {
        Hangs.Misbehave(SinkAnswer.Hang);
        var key = await NotifierStack.KeyAsync(Notifier, Ct);
        var hanging = new UriBuilder(Hangs.Http) { Host = host }.Uri;
        // Those that hang come first, among the others and last.
        await AddAsync(new CrowdSql(Hangs, hanging, key).Readers(1, AtHanging / 2, "international"));
        await AddAsync(new CrowdSql(Well, Well.Http, key).Readers(1, Readers, "international"));
        await AddAsync(
            new CrowdSql(Hangs, hanging, key).Readers(1 + AtHanging / 2, AtHanging / 2, "international")
        );
        var alert = Guid.CreateVersion7();
        await AddAsync(CrowdSql.Alert(alert, "international", TimeProvider.System.GetUtcNow()));
        await Waiting.UntilAsync(() => Well.Accepted > Readers / 4, Patience, "the middle of it", Ct);

        var watch = Stopwatch.StartNew();
        var exit = await Notifier.StopAsync(Promised);

        TestContext.Current.SendDiagnosticMessage(
            $"SIGTERM to the end: {watch.Elapsed.TotalSeconds:0.0} s, {Well.Accepted} of {Readers} had it"
        );
        Assert.Equal(0, exit);
        Assert.InRange(Well.Accepted, Readers / 4, Readers - 1);
        Hangs.Behave();
        await Notifier.StartAsync(Ct);
        await Waiting.UntilAsync(
            async () =>
                await QueryAsync($"SELECT \"Delivered\" FROM \"Counts\" WHERE \"AlertId\" = '{alert}'")
                == $"{Readers + AtHanging}",
            Patience,
            () => $"all to have it; {Well.Accepted} and {Hangs.Accepted} have\n{Notifier.Output}",
            Ct
        );
        Assert.Equal(Readers, Well.Counts.Count);
        Assert.All(Well.Counts.Values, times => Assert.Equal(1, times));
        Assert.Equal(AtHanging, Hangs.Counts.Count);
    }

    private Task<string> AddAsync(string sql) => _postgres.QueryAsync("notifier", sql, Ct);

    private Task<string> QueryAsync(string sql) =>
        _postgres.QueryAsync("notifier", $"SET search_path TO notifier; {sql}", Ct);
}
