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
        var (what, underway) = (New(topic), new Underway());
        var (cursor, isPassed, told) = (0L, false, time.GetUtcNow());
        while (await store.HoldAsync(topic.Path, ct) is { } fetchAt)
        {
            if (fetchAt <= time.GetUtcNow() && !await LookAsync(topic, ct))
                return;
            if (topic.Version > what.Version)
                (what, isPassed) = (New(topic), true);
            var page = await store.OwedAsync(topic.Path, what.Version, cursor, PageSize, ct);
            isPassed |= await OfferAsync(what, page, underway, ct);
            cursor = page.Count == PageSize ? page[^1].Seq : 0;
            if (cursor > 0)
                continue;
            var rests = !isPassed && underway.Count == 0;
            if (rests || time.GetUtcNow() - told > Late)
            {
                await news.TellAsync(topic.Path, what.Version, ct);
                told = time.GetUtcNow();
            }
            if (rests)
            {
                await store.RestAsync(topic.Path, what.Version, ct);
                return;
            }
            isPassed = false;
            await underway.SomeAsync(Breath, time, ct);
        }
    }

    // True where some were passed over, to be looked at again.
    private async Task<bool> OfferAsync(
        Distribution what,
        List<HubSubscription> page,
        Underway underway,
        CancellationToken ct
    )
    {
        var isPassed = false;
        foreach (var to in page)
        {
            var errand = new HubErrand(what, to, time.GetUtcNow());
            if (!underway.Begin(errand))
                // It is on its way with an older version, and due again when that has come to its end.
                isPassed = true;
            else if (!await lanes.OfferAsync(errand, ct))
            {
                errand.End();
                isPassed = true;
            }
        }
        return isPassed;
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
