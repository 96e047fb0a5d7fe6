using Syndication.Testing;
using Syndication.Testing.Order;
using Syndication.Testing.Push;
using Syndication.Testing.Servers;

namespace Syndication.EndToEnd.Tests.Alerts;

/// <summary>
/// An alert to 20,000 readers on the real stack, with something killed in the middle: each reader gets it, at most once
/// more, and only those whose push was under way then. The push service counts. Each on a stack of its own, side by side:
/// most of the time they wait for the leases of who was killed.
/// </summary>
public abstract class FanOutCrashTests : IAsyncLifetime
{
    private const int Readers = 20_000;

    // Deliveries:InFlight of one instance: what is under way or not yet written down.
    private const int Window = 512;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(120);
    private readonly PostgresServer _postgres = new();
    private readonly RabbitServer _rabbit = new();
    private readonly List<ServiceProcess> _instances = [];
    private readonly DirectoryInfo _data = Directory.CreateTempSubdirectory("synd-fan-");
    private string _database = "";
    private PushSink? _sink;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private PushSink Sink => _sink ?? throw new InvalidOperationException("There is no sink.");

    public async ValueTask InitializeAsync()
    {
        await Task.WhenAll(_postgres.StartAsync(Ct), _rabbit.StartAsync(Ct));
        _database = await _postgres.CreateDatabaseAsync("notifier", Ct);
        _sink = await PushSink.StartAsync(Ct, new() { DecryptEvery = 0, Keeps = false });
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var server in (IEnumerable<RealServer>)[.. _instances, _rabbit, _postgres])
            await server.DisposeAsync();
        if (_sink is not null)
            await _sink.DisposeAsync();
        _data.Delete(recursive: true);
        GC.SuppressFinalize(this);
    }

    // Everything is up, the readers are there, and a fifth of them has the alert.
    private async Task<Guid> BeginAsync(int instances)
    {
        for (var i = 0; i < instances; i++)
        {
            var instance = new ServiceProcess("Notifier", NotifierStack.Settings(_database, _rabbit, _data));
            _instances.Add(instance);
            await instance.StartAsync(Ct);
        }
        await Task.Delay(RabbitServer.QueuesSettle, TimeProvider.System, Ct);
        var crowd = new CrowdSql(Sink, Sink.Http, await NotifierStack.KeyAsync(_instances[0], Ct));
        await _postgres.QueryAsync("notifier", crowd.Readers(1, Readers, "international"), Ct);
        var alert = await SendAsync();
        await ReachedAsync(4_000);
        Assert.InRange(Sink.Accepted, 1, Readers - 2_000);
        return alert;
    }

    private async Task<Guid> SendAsync()
    {
        var alert = Guid.CreateVersion7();
        await _postgres.QueryAsync(
            "notifier",
            CrowdSql.Alert(alert, "international", TimeProvider.System.GetUtcNow()),
            Ct
        );
        return alert;
    }

    private Task ReachedAsync(long accepted) =>
        Waiting.UntilAsync(() => Sink.Accepted >= accepted, Patience, $"{accepted} accepted", Ct);

    private Task OutAsync(Guid alert, long sent = 0) =>
        Waiting.UntilAsync(
            // The database is asked, by a process each, only once the sink has enough.
            async () =>
                Sink.Accepted >= sent + Readers
                && await QueryAsync($"SELECT \"State\" FROM \"Alerts\" WHERE \"Id\" = '{alert}'") == "Sent"
                && await QueryAsync("SELECT count(*) FROM \"DueDeliveries\"") == "0"
                && await QueryAsync($"SELECT \"Delivered\" FROM \"Counts\" WHERE \"AlertId\" = '{alert}'")
                    == $"{Readers}",
            Patience,
            () => $"the alert to be out; the sink has {Sink.Accepted}\n{_instances[0].Output}",
            Ct
        );

    private void TellTwice(string what, int most)
    {
        Assert.Empty(Sink.Faults);
        Assert.Equal(Readers, Sink.Counts.Count);
        Assert.All(Sink.Counts.Values, count => Assert.InRange(count, 1, 2));
        var twice = Sink.Counts.Values.Count(count => count == 2);
        TestContext.Current.SendDiagnosticMessage($"{what}: {twice} of {Readers} had it twice");
        Assert.InRange(twice, 0, most);
    }

    private Task<string> QueryAsync(string sql) =>
        _postgres.QueryAsync("notifier", $"SET search_path TO notifier; {sql}", Ct);

    [StartsFirst]
    public sealed class NotifierKilled : FanOutCrashTests
    {
        [Fact]
        public async Task A_notifier_that_is_killed_repeats_what_was_in_flight_and_no_more()
        {
            var alert = await BeginAsync(instances: 1);
            await _instances[0].KillAsync();
            await _instances[0].StartAsync(Ct);
            await OutAsync(alert);
            TellTwice("notifier killed", most: Window);
        }
    }

    [StartsFirst]
    public sealed class BrokerKilled : FanOutCrashTests
    {
        [Fact]
        public async Task A_broker_that_is_killed_stops_nothing_and_doubles_nothing()
        {
            var alert = await BeginAsync(instances: 1);
            await _rabbit.KillAsync();
            await OutAsync(alert);
            TellTwice("broker killed", most: 0);
        }
    }

    [StartsFirst]
    public sealed class DatabaseKilled : FanOutCrashTests
    {
        [Fact]
        public async Task A_database_that_is_killed_and_comes_back_doubles_nothing()
        {
            var alert = await BeginAsync(instances: 1);
            await _postgres.KillAsync();
            await _postgres.StartAsync(Ct);
            await OutAsync(alert);
            TellTwice("database killed", most: Window);
        }
    }

    [StartsFirst]
    public sealed class TwoNotifiers : FanOutCrashTests
    {
        [Fact]
        public async Task Two_notifiers_share_the_work_and_double_nothing_but_what_is_in_flight_when_one_dies()
        {
            var first = await BeginAsync(instances: 2);
            await OutAsync(first);
            TellTwice("two notifiers", most: 0);
            var before = Sink.Accepted;

            var second = await SendAsync();
            await ReachedAsync(before + 4_000);
            await _instances[1].KillAsync();
            await OutAsync(second, before);
            Assert.InRange(Sink.Accepted - before, Readers, Readers + Window);
        }
    }
}
