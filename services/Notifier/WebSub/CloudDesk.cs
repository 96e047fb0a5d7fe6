using Syndication.Hosting.Publication;
using Syndication.Notifier.Deliveries;

namespace Syndication.Notifier.WebSub;

/// <summary>Takes what rssCloud readers ask for, once their address has shown that it wants it.</summary>
internal sealed class CloudDesk(
    HubDesk desk,
    TopicReader topics,
    CloudCheck check,
    HubGates gates,
    TopicSignal followed,
    PublicAddress address,
    TimeProvider time
)
{
    // rssCloud: 25 hours, so that whoever renews once a day is never without.
    private static readonly TimeSpan Lasts = TimeSpan.FromHours(25);

    /// <returns>Null, or why nothing came of it.</returns>
    public async Task<string?> TakeAsync(CloudAsk ask, CancellationToken ct)
    {
        var requests = new List<(HubRequest Request, TopicReading.Found? Found)>(ask.Topics.Count);
        foreach (var topic in ask.Topics)
        {
            if (TopicAddress.PathOf(topic, address.Origin) is not { } path)
                return $"{topic} is no feed of this site.";
            TopicReading? reading = null;
            if (!await desk.IsFollowedAsync(path, ct))
                reading = await topics.ReadAsync(path, null, ct);
            if (reading is TopicReading.None none)
                return $"{topic}: {none.Reason}";
            if (reading is TopicReading.Failed)
                return "Feeds cannot be looked at right now; ask again in a minute.";
            requests.Add((New(ask, topic, path), reading as TopicReading.Found));
        }
        if (!await WantsAsync(ask, ct))
            return $"{ask.Callback.Origin} does not answer as one that wants to be notified.";
        foreach (var (request, found) in requests)
            if (!await desk.PutAsync(request, found, ct))
                return "Too many feeds are followed from this host.";
        followed.Wake();
        return null;
    }

    // Asked with the first feed: the address is the same for all.
    private async Task<bool> WantsAsync(CloudAsk ask, CancellationToken ct)
    {
        var call = await gates.CallAsync(
            ask.Callback.Origin,
            ask.Callback.Url,
            question: true,
            () => check.WantsAsync(ask, ask.Topics[0], ct),
            wants => new(wants ? DeliveryVerdict.Delivered : DeliveryVerdict.Unreachable),
            ct
        );
        return call.IsMade && call.Answer;
    }

    private HubRequest New(CloudAsk ask, string topic, string path)
    {
        var now = time.GetUtcNow();
        return new()
        {
            Digest = HubSubscription.DigestOf(HubProtocol.RssCloud, path, ask.Callback.Url),
            Mode = HubMode.Subscribe,
            Protocol = HubProtocol.RssCloud,
            Topic = topic,
            Callback = ask.Callback.Url,
            Origin = ask.Callback.Origin,
            LeaseSeconds = (int)Lasts.TotalSeconds,
            CreatedAt = now,
            DueAt = now,
            Stamp = Guid.CreateVersion7(now),
        };
    }
}
