using Microsoft.EntityFrameworkCore;
using Syndication.Notifier.Alerts;
using Syndication.Notifier.Deliveries;
using Syndication.Notifier.Subscriptions;
using Syndication.Testing;
using Syndication.Testing.Push;

namespace Syndication.Notifier.Tests.Deliveries;

/// <summary>
/// From an alert over the wire to push services, of which some are as bad as push services get. Alone in its process: what
/// others hold meanwhile would count.
/// </summary>
[CollectionDefinition(nameof(PushServicesTests), DisableParallelization = true)]
[Collection(nameof(PushServicesTests))]
public sealed class PushServicesTests : IAsyncLifetime
{
    private static readonly Dictionary<string, string> Settings = new(StringComparer.Ordinal)
    {
        ["Network:AllowPrivateAddresses"] = "true",
        ["Push:Hosts:0"] = "127.0.0.1",
    };

    private readonly List<PushSink> _sinks = [];
    private readonly Fan _fan = new("sqlite", settings: Settings, replace: _ => { });

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        // What hangs is not waited for.
        _sinks.ForEach(s => s.Behave());
        await _fan.DisposeAsync();
        foreach (var sink in _sinks)
            await sink.DisposeAsync();
    }

    [Fact]
    public async Task One_that_hangs_costs_the_other_neither_time_nor_memory()
    {
        var (well, hangs) = (await SinkAsync(), await SinkAsync(SinkAnswer.Hang));
        // Each batch has both.
        for (var i = 0; i < 8; i++)
        {
            await _fan.AddReadersAsync(Crowd(hangs, i * 125, 125));
            await _fan.AddReadersAsync(Crowd(well, i * 500, 500));
        }
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var watch = System.Diagnostics.Stopwatch.StartNew();

        var alert = await _fan.SendAsync();
        await Waiting.UntilAsync(() => well.Accepted == 4_000, Fan.Patience, "all of the one", Ct);

        // Nobody may have waited for a call to be given up, which is after 15 s.
        Assert.InRange(watch.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(14));
        Assert.InRange(hangs.Requests, 1, 192);
        var grown = GC.GetTotalMemory(forceFullCollection: true) - before;
        Assert.InRange(grown, long.MinValue, 48 << 20);
        await _fan.UntilAsync(async () => (await _fan.DueAsync()).Count == 1_000, "the other's to be due");
        var due = await _fan.DueAsync();
        Assert.All(
            due,
            d => Assert.Equal((DueReason.Retry, hangs.Http.OriginalString), (d.Reason, d.Origin))
        );
        await _fan.UntilAsync(
            () => _fan.ReadAsync(async db => !await db.Batches.AnyAsync(b => !b.IsDone, Ct)),
            "all batches to end"
        );
        // Most of the one that hangs were not tried yet.
        Assert.Equal(AlertState.Sending, Assert.Single(await _fan.Host.AlertsAsync(Ct)).State);
        var count = await _fan.CountAsync(alert);
        Assert.Equal((5_000, 4_000, 0), (count.Recipients, count.Delivered, count.Failed));
        Assert.All(well.Counts.Values, times => Assert.Equal(1, times));
        Assert.Empty(well.Faults);
    }

    [Fact]
    public async Task Each_answer_has_the_right_end_and_what_was_not_taken_comes_when_it_is()
    {
        var well = await OneAsync();
        var slow = await OneAsync(SinkAnswer.After(TimeSpan.FromSeconds(1)));
        var (missing, gone) = (
            await OneAsync(SinkAnswer.Status(404)),
            await OneAsync(SinkAnswer.Status(410))
        );
        var large = await OneAsync(SinkAnswer.Status(413));
        var patience = await OneAsync(SinkAnswer.Patience(600));
        SinkAnswer[] faults = [SinkAnswer.Status(500), SinkAnswer.Reset, SinkAnswer.Garbage];
        var faulty = new List<long>();
        foreach (var fault in faults)
            faulty.Add(await OneAsync(fault));

        var now = TimeProvider.System.GetUtcNow();
        var alert = await _fan.SendAsync();
        await _fan.DoneAsync();

        var count = await _fan.CountAsync(alert);
        Assert.Equal((9, 2, 2, 1), (count.Recipients, count.Delivered, count.Gone, count.Failed));
        await StandAsync(SubscriptionState.Active, well, slow, large);
        await StandAsync(SubscriptionState.Gone, missing, gone);
        // That our words are too long for it says nothing of the reader.
        Assert.Null((await _fan.ReaderAsync(large)).FailingSince);
        var asked = Assert.Single(await _fan.DueAsync(), d => d.Seq == patience);
        Assert.InRange(asked.DueAt, now.AddSeconds(600), now.AddSeconds(640));

        _sinks.ForEach(s => s.Behave());
        await _fan.UntilAsync(async () => (await _fan.CountAsync(alert)).Delivered == 5, "the faulty ones");
        Assert.Equal(patience, Assert.Single(await _fan.DueAsync()).Seq);
        Assert.All(_sinks, s => Assert.All(s.Counts.Values, times => Assert.Equal(1, times)));
        Assert.All(_sinks, s => Assert.Empty(s.Faults));
        Assert.Equal(5, _sinks.Sum(s => s.Accepted));
        Assert.Equal(1, _sinks[5].Requests);
    }

    [Fact]
    public async Task One_that_wants_to_be_called_slower_is_and_gets_everything_in_the_end()
    {
        var sink = await SinkAsync();
        sink.Misbehave(SinkAnswer.Patience(1), times: 10);
        await _fan.AddReadersAsync(Crowd(sink, 0, 100));

        var alert = await _fan.SendAsync();
        await _fan.UntilAsync(async () => (await _fan.CountAsync(alert)).Delivered == 100, "all of them");

        Assert.Equal(100, sink.Counts.Count);
        Assert.All(sink.Counts.Values, times => Assert.Equal(1, times));
        Assert.Empty(await _fan.DueAsync());
    }

    private async Task StandAsync(SubscriptionState state, params long[] readers)
    {
        foreach (var reader in readers)
            Assert.Equal(state, (await _fan.ReaderAsync(reader)).State);
    }

    private static IEnumerable<SinkSubscription> Crowd(PushSink sink, int first, int count) =>
        Enumerable.Range(first, count).Select(n => sink.OfCrowd(n));

    private async Task<PushSink> SinkAsync(SinkAnswer? answer = null)
    {
        var sink = await PushSink.StartAsync(Ct, new() { Keeps = false });
        _sinks.Add(sink);
        if (answer is not null)
            sink.Misbehave(answer);
        return sink;
    }

    private async Task<long> OneAsync(SinkAnswer? answer = null)
    {
        var sink = await SinkAsync(answer);
        return Assert.Single(await _fan.AddReadersAsync([sink.Subscribe()]));
    }
}
