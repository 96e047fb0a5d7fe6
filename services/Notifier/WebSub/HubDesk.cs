using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Syndication.Hosting.Publication;
using Syndication.Notifier.Store;

namespace Syndication.Notifier.WebSub;

/// <summary>What the hub keeps of requests, and what a confirmed one changes.</summary>
internal sealed class HubDesk(
    UnitOfWork work,
    PublicAddress address,
    IOptions<HubOptions> options,
    HubSignal signal,
    TimeProvider time
)
{
    // As many unanswered questions for one host are enough: whoever has it asked more is after the host, not after feeds.
    private const int MostWaiting = 10_000;

    /// <summary>Keeps a request until its callback was asked; false where its host has too many already.</summary>
    public Task<bool> TakeAsync(HubAsk ask, CancellationToken ct) => TakeAsync(ask, HubProtocol.WebSub, ct);

    /// <summary>The same, for a subscriber of that kind.</summary>
    public async Task<bool> TakeAsync(HubAsk ask, HubProtocol protocol, CancellationToken ct)
    {
        var (now, origin) = (time.GetUtcNow(), ask.Callback.Origin);
        var digest = HubSubscription.DigestOf(protocol, ask.Path, ask.Callback.Url);
        var taken = await work.TransactAsync(
            async db =>
            {
                var request = await db.HubRequests.FindAsync([digest, ask.Mode], ct);
                if (request is null && !await HasRoomAsync(db, origin, ask.Mode, ct))
                    return false;
                request ??= db.HubRequests.Add(New(ask, protocol, digest, now)).Entity;
                (request.Secret, request.LeaseSeconds) = (ask.Secret, (int)ask.Lease.TotalSeconds);
                (request.CreatedAt, request.DueAt) = (now, now);
                (request.Attempts, request.Stamp) = (0, Guid.CreateVersion7(now));
                return true;
            },
            ct
        );
        signal.Wake();
        return taken;
    }

    /// <summary>Those to be put to their callbacks now, each held from others for a while.</summary>
    /// <param name="most">How many.</param>
    /// <param name="hold">For how long.</param>
    /// <param name="ct">Ends the wait.</param>
    public Task<List<HubRequest>> ClaimAsync(int most, TimeSpan hold, CancellationToken ct) =>
        work.ReadAsync(
            async db =>
            {
                var now = time.GetUtcNow();
                var due = await db
                    .HubRequests.AsNoTracking()
                    .Where(r => r.DueAt <= now)
                    .OrderBy(r => r.DueAt)
                    .Take(most)
                    .ToListAsync(ct);
                var mine = new List<HubRequest>(due.Count);
                foreach (var request in due)
                {
                    var taken = await Same(db, request)
                        .Where(r => r.DueAt == request.DueAt)
                        .ExecuteUpdateAsync(set => set.SetProperty(r => r.DueAt, now + hold), ct);
                    if (taken > 0)
                        mine.Add(request);
                }
                return mine;
            },
            ct
        );

    /// <summary>To be put again.</summary>
    public Task PutOffAsync(HubRequest request, TimeSpan pause, int attempts, CancellationToken ct)
    {
        var due = time.GetUtcNow() + pause;
        return work.ReadAsync(
            db =>
                Same(db, request)
                    .ExecuteUpdateAsync(
                        set => set.SetProperty(r => r.DueAt, due).SetProperty(r => r.Attempts, attempts),
                        ct
                    ),
            ct
        );
    }

    /// <summary>Nothing comes of it, or it has been told.</summary>
    public Task DropAsync(HubRequest request, CancellationToken ct) =>
        work.ReadAsync(db => Same(db, request).ExecuteDeleteAsync(ct), ct);

    /// <summary>The callback does not get its topic, and is told why (WebSub §5.2); a subscription that it has ends.</summary>
    public Task DenyAsync(HubRequest request, string reason, CancellationToken ct) =>
        work.TransactAsync(
            async db =>
            {
                await Same(db, request).ExecuteDeleteAsync(ct);
                await db.HubSubscriptions.Where(s => s.Digest == request.Digest).ExecuteDeleteAsync(ct);
                await db
                    .HubRequests.Where(r => r.Digest == request.Digest && r.Mode == HubMode.Denied)
                    .ExecuteDeleteAsync(ct);
                db.HubRequests.Add(HubDenial.Of(request, reason, time.GetUtcNow()));
                return true;
            },
            ct
        );

    /// <summary>The callback has said that it wants the topic: secret and lease are those of this request (WebSub §5.1).</summary>
    /// <returns>False where its host has too many subscriptions already.</returns>
    public Task<bool> SubscribeAsync(HubRequest request, TopicReading.Found? found, CancellationToken ct) =>
        work.TransactAsync(
            async db =>
                // A newer one may have taken its place, and will be put to the callback in its turn.
                await Same(db, request).ExecuteDeleteAsync(ct) == 0
                || await PutAsync(db, request, found, ct),
            ct
        );

    /// <summary>The same for a request that was confirmed before anything was kept of it.</summary>
    /// <returns>False where its host has too many subscriptions already.</returns>
    public Task<bool> PutAsync(HubRequest request, TopicReading.Found? found, CancellationToken ct) =>
        work.TransactAsync(db => PutAsync(db, request, found, ct), ct);

    private async Task<bool> PutAsync(
        NotifierDbContext db,
        HubRequest request,
        TopicReading.Found? found,
        CancellationToken ct
    )
    {
        var subscription = await db.HubSubscriptions.SingleOrDefaultAsync(
            s => s.Digest == request.Digest,
            ct
        );
        var most = options.Value.MostPerOrigin;
        if (
            subscription is null
            && await db.HubSubscriptions.CountAsync(s => s.Origin == request.Origin, ct) >= most
        )
            return false;
        var now = time.GetUtcNow();
        var topic = await TopicAsync(db, request, found, now, ct);
        subscription ??= db.HubSubscriptions.Add(New(request, topic, now)).Entity;
        subscription.Secret = request.Secret;
        subscription.LeaseEnd = now + TimeSpan.FromSeconds(request.LeaseSeconds);
        // It answers again: whatever waits for it need not wait longer.
        (subscription.Attempts, subscription.FailingSince, subscription.Fault) = (0, null, null);
        subscription.DueAt = now;
        if (subscription.Sent < topic.Version)
            topic.DueAt = now;
        return true;
    }

    /// <summary>The callback has said that it wants the topic no more.</summary>
    public Task UnsubscribeAsync(HubRequest request, CancellationToken ct) =>
        work.TransactAsync(
            async db =>
            {
                if (await Same(db, request).ExecuteDeleteAsync(ct) > 0)
                    await db.HubSubscriptions.Where(s => s.Digest == request.Digest).ExecuteDeleteAsync(ct);
                return true;
            },
            ct
        );

    /// <summary>Somebody follows it already, so that it need not be looked at.</summary>
    public Task<bool> IsFollowedAsync(string path, CancellationToken ct) =>
        work.ReadAsync(db => db.HubTopics.AnyAsync(t => t.Path == path, ct), ct);

    private static async Task<bool> HasRoomAsync(
        NotifierDbContext db,
        string origin,
        HubMode mode,
        CancellationToken ct
    ) => await db.HubRequests.CountAsync(r => r.Origin == origin && r.Mode == mode, ct) < MostWaiting;

    private async Task<HubTopic> TopicAsync(
        NotifierDbContext db,
        HubRequest request,
        TopicReading.Found? found,
        DateTimeOffset now,
        CancellationToken ct
    )
    {
        var path = TopicAddress.PathOf(request.Topic, address.Origin)!;
        if (await db.HubTopics.FindAsync([path], ct) is { } topic)
            return topic;
        topic = new()
        {
            Path = path,
            Selector = TopicAddress.SelectorOf(path),
            CreatedAt = now,
            // It may have changed since it was looked at, and nobody was told: there was no topic yet.
            FetchAt = now,
        };
        topic.Take(found, now);
        return db.HubTopics.Add(topic).Entity;
    }

    private static IQueryable<HubRequest> Same(NotifierDbContext db, HubRequest request) =>
        db.HubRequests.Where(r =>
            r.Digest == request.Digest && r.Mode == request.Mode && r.Stamp == request.Stamp
        );

    private static HubRequest New(HubAsk ask, HubProtocol protocol, byte[] digest, DateTimeOffset now) =>
        new()
        {
            Digest = digest,
            Mode = ask.Mode,
            Protocol = protocol,
            Topic = ask.Topic,
            Callback = ask.Callback.Url,
            Origin = ask.Callback.Origin,
            CreatedAt = now,
            DueAt = now,
            Stamp = Guid.CreateVersion7(now),
        };

    private static HubSubscription New(HubRequest request, HubTopic topic, DateTimeOffset now) =>
        new()
        {
            Protocol = request.Protocol,
            Topic = topic.Path,
            Callback = request.Callback,
            Digest = request.Digest,
            Origin = request.Origin,
            CreatedAt = now,
            LeaseEnd = now,
            // It fetches by itself what is there already.
            Sent = topic.Version,
        };
}
