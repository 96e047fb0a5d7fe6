using Microsoft.Extensions.Options;
using Syndication.Hosting.Publication;

namespace Syndication.Notifier.WebSub;

/// <summary>
/// Works on a topic: looks whether it has changed, and sends what is new to whoever has not acknowledged it, until nobody is
/// due. A change meanwhile goes to those that are left, and then to the others.
/// </summary>
internal sealed partial class TopicRun(
    TopicStore store,
    TopicReader reader,
    CallbackLanes lanes,
    NewsTelling news,
    HubSignal denials,
    PublicAddress address,
    IOptions<HubOptions> options,
    TimeProvider time,
    ILogger<TopicRun> logger
)
{
    private const int PageSize = 500;

    // Of those under way.
    private const double Some = 1.0 / 8;

    // What changes meanwhile is seen by then, and the topic is not let go.
    private static readonly TimeSpan HoldInterval = TimeSpan.FromMilliseconds(250);

    // A change that nobody told is found by then.
    private static readonly TimeSpan LookInterval = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan MostPause = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Breath = TimeSpan.FromSeconds(1);

    // Where changes follow each other so closely that nobody ever rests.
    private static readonly TimeSpan Late = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Farewell = TimeSpan.FromSeconds(2);

    /// <exception cref="OperationCanceledException"><paramref name="ct"/> ended it; whoever is due stays so.</exception>
    public async Task RunAsync(string path, CancellationToken ct)
    {
        if (await store.TakeAsync(path, ct) is not { } topic)
            return;
        try
        {
            await WorkAsync(topic, ct);
        }
        catch (OperationCanceledException)
        {
            using var limit = new CancellationTokenSource(Farewell, TimeProvider.System);
            await store.LeaveAsync(path, limit.Token);
            throw;
        }
    }

    private async Task WorkAsync(HubTopic topic, CancellationToken ct)
    {
        var (round, underway) = (new TopicRound(New(topic)), new Underway());
        var (heldAt, told) = (time.GetUtcNow() - HoldInterval, time.GetUtcNow());
        while (true)
        {
            var now = time.GetUtcNow();
            if (now - heldAt >= HoldInterval)
            {
                if (!await HeldAsync(topic, ct))
                    return;
                heldAt = now;
            }
            if (topic.Version > round.What.Version)
                round.TurnTo(New(topic));
            if (round.IsOpen)
                await OfferAsync(round, underway, ct);
            else if (round.IsPassed || underway.Count > 0)
                await WaitAsync(round, underway, ct);
            else
            {
                await news.TellAsync(topic.Path, round.What.Version, ct);
                await store.RestAsync(topic.Path, round.What.Version, ct);
                return;
            }
            if (now - told <= Late)
                continue;
            await news.TellAsync(topic.Path, round.What.Version, ct);
            told = now;
        }
    }

    // Goes on holding it, and looks at it where it is time; false where it is another's by now, or no topic any more.
    private async Task<bool> HeldAsync(HubTopic topic, CancellationToken ct) =>
        await store.HoldAsync(topic.Path, ct) is { } fetchAt
        && (fetchAt > time.GetUtcNow() || await LookAsync(topic, ct));

    private async Task OfferAsync(TopicRound round, Underway underway, CancellationToken ct)
    {
        var page = await store.OwedAsync(
            round.What.Path,
            round.What.Version,
            round.Cursor ?? 0,
            PageSize,
            ct
        );
        foreach (var to in page)
        {
            var errand = new HubErrand(round.What, to, time.GetUtcNow());
            if (!underway.Begin(errand))
                // With an older version it is due again when that has come to its end.
                round.IsPassed |= underway.IsOlder(errand);
            else if (!await lanes.OfferAsync(errand, ct))
            {
                errand.End();
                round.IsPassed = true;
            }
        }
        round.Cursor = page.Count == PageSize ? page[^1].Seq : null;
    }

    // Those that were passed over have their turn when some have come to their end: each time, all that are left are read.
    private async Task WaitAsync(TopicRound round, Underway underway, CancellationToken ct)
    {
        await underway.EaseAsync(round.IsPassed ? Some : 1, Breath, time, ct);
        if (round.IsPassed)
            round.Begin();
    }

    // False where it is no topic any more, or another's.
    private async Task<bool> LookAsync(HubTopic topic, CancellationToken ct)
    {
        var now = time.GetUtcNow();
        // Beforehand: what changes while it is fetched is fetched again.
        var about = await store.LooksAsync(topic.Path, now + LookInterval, ct);
        switch (await reader.ReadAsync(topic.Path, topic.Version > 0 ? topic.Tag : null, ct))
        {
            case TopicReading.None none:
                TopicEnds(topic.Path, none.Reason);
                await store.EndAsync(topic.Path, none.Reason, ct);
                denials.Wake();
                return false;
            case TopicReading.Failed failed:
                topic.Failures++;
                topic.Fault = failed.Reason;
                var pause = FirstPause * Math.Pow(2, Math.Min(topic.Failures - 1, 10));
                CannotFetch(topic.Path, failed.Reason);
                pause = pause < MostPause ? pause : MostPause;
                await store.FailAsync(topic, now + pause, ct);
                return true;
            case TopicReading.Found found:
                return await TakeAsync(topic, found, about, now, ct);
            default:
                if (topic.Failures == 0 && about.Count == 0)
                    return true;
                (topic.Failures, topic.Fault) = (0, null);
                return await store.KeepAsync(topic, NewsSorting.Same(about, topic), ct);
        }
    }

    private async Task<bool> TakeAsync(
        HubTopic topic,
        TopicReading.Found found,
        List<HubNews> about,
        DateTimeOffset now,
        CancellationToken ct
    )
    {
        var before = topic.Body;
        (topic.Failures, topic.Fault) = (0, null);
        // Other validators of the same bytes are news to nobody.
        if (topic.Version > 0 && found.Body.AsSpan().SequenceEqual(topic.Body))
        {
            topic.Tag = found.Tag;
            return await store.KeepAsync(topic, NewsSorting.Same(about, topic), ct);
        }
        topic.Take(found, now);
        topic.DueAt = now;
        return await store.KeepAsync(topic, NewsSorting.Changed(about, before, topic.Body), ct);
    }

    private Distribution New(HubTopic topic) =>
        new(topic, address.Origin + topic.Path, options.Value.Signature);

    [LoggerMessage(LogLevel.Warning, "The hub cannot fetch {Path}, and tries again: {Reason}")]
    private partial void CannotFetch(string path, string reason);

    [LoggerMessage(LogLevel.Information, "The hub's topic {Path} ends: {Reason}")]
    private partial void TopicEnds(string path, string reason);
}
