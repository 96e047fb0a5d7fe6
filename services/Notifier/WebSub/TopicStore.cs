using Microsoft.EntityFrameworkCore;
using Syndication.Contracts;
using Syndication.Hosting.Publication;
using Syndication.Notifier.Store;

namespace Syndication.Notifier.WebSub;

/// <summary>Topics as the distributor sees them. Of several instances one works on a topic at a time.</summary>
internal sealed class TopicStore(UnitOfWork work, PublicAddress address, TimeProvider time)
{
    /// <summary>How long a topic is one instance's, unless it says so again.</summary>
    public static readonly TimeSpan Hold = TimeSpan.FromSeconds(20);

    private const int EndsAtOnce = 500;
    private readonly Guid _me = Guid.NewGuid();

    /// <summary>The topics of a feed that changed are to be looked at then; returns how many were not already.</summary>
    public Task<int> MarkAsync(FeedChanged change, DateTimeOffset at, CancellationToken ct) =>
        work.TransactAsync(
            async db =>
            {
                await db.NoteNewsAsync(change, time.GetUtcNow(), ct);
                return await db
                    .HubTopics.Where(t => t.Selector == change.Selector && t.FetchAt > at)
                    .ExecuteUpdateAsync(set => set.SetProperty(t => t.FetchAt, at), ct);
            },
            ct
        );

    /// <summary>Paths of topics that there is something to do for, and nobody does it.</summary>
    public Task<List<string>> DueAsync(int most, CancellationToken ct)
    {
        var now = time.GetUtcNow();
        return work.ReadAsync(
            db =>
                Free(db)
                    .Where(t => t.FetchAt <= now || t.DueAt <= now)
                    .OrderBy(t => t.FetchAt)
                    .Select(t => t.Path)
                    .Take(most)
                    .ToListAsync(ct),
            ct
        );
    }

    /// <summary>The topic, from now on this instance's; null where another was quicker.</summary>
    public Task<HubTopic?> TakeAsync(string path, CancellationToken ct) =>
        work.ReadAsync(
            async db =>
            {
                var until = time.GetUtcNow() + Hold;
                var taken = await Free(db)
                    .Where(t => t.Path == path)
                    .ExecuteUpdateAsync(
                        set => set.SetProperty(t => t.HeldUntil, until).SetProperty(t => t.HeldBy, _me),
                        ct
                    );
                return taken == 0
                    ? null
                    : await db.HubTopics.AsNoTracking().SingleAsync(t => t.Path == path, ct);
            },
            ct
        );

    /// <summary>Goes on holding it; when to look at it, or null where it is another's by now.</summary>
    public Task<DateTimeOffset?> HoldAsync(string path, CancellationToken ct) =>
        work.ReadAsync(
            async db =>
            {
                var until = time.GetUtcNow() + Hold;
                await Mine(db, path).ExecuteUpdateAsync(set => set.SetProperty(t => t.HeldUntil, until), ct);
                return await Mine(db, path).Select(t => (DateTimeOffset?)t.FetchAt).SingleOrDefaultAsync(ct);
            },
            ct
        );

    /// <summary>
    /// Before it is looked at, so that whatever changes meanwhile is looked at again; returns what this look is about.
    /// </summary>
    public Task<List<HubNews>> LooksAsync(string path, DateTimeOffset again, CancellationToken ct) =>
        work.ReadAsync(
            async db =>
            {
                await Mine(db, path).ExecuteUpdateAsync(set => set.SetProperty(t => t.FetchAt, again), ct);
                return await db
                    .HubNews.AsNoTracking()
                    .Where(n => n.Topic == path && n.Version == null)
                    .ToListAsync(ct);
            },
            ct
        );

    /// <summary>Keeps what was found, and which news went out with it; false where the topic is another's by now.</summary>
    public Task<bool> KeepAsync(HubTopic topic, NewsSorting news, CancellationToken ct) =>
        work.TransactAsync(
            async db =>
            {
                var kept = await Mine(db, topic.Path)
                    .ExecuteUpdateAsync(
                        set =>
                            set.SetProperty(t => t.Version, topic.Version)
                                .SetProperty(t => t.Body, topic.Body)
                                .SetProperty(t => t.ContentType, topic.ContentType)
                                .SetProperty(t => t.Links, topic.Links)
                                .SetProperty(t => t.Tag, topic.Tag)
                                .SetProperty(t => t.ChangedAt, topic.ChangedAt)
                                .SetProperty(t => t.DueAt, topic.DueAt)
                                .SetProperty(t => t.Failures, topic.Failures)
                                .SetProperty(t => t.Fault, topic.Fault),
                        ct
                    );
                if (kept == 0)
                    return false;
                await SortAsync(db, topic.Version, news, ct);
                return true;
            },
            ct
        );

    /// <summary>It could not be looked at.</summary>
    public Task FailAsync(HubTopic topic, DateTimeOffset again, CancellationToken ct) =>
        work.ReadAsync(
            db =>
                Mine(db, topic.Path)
                    .ExecuteUpdateAsync(
                        set =>
                            set.SetProperty(t => t.Failures, topic.Failures)
                                .SetProperty(t => t.Fault, topic.Fault)
                                .SetProperty(t => t.FetchAt, again),
                        ct
                    ),
            ct
        );

    /// <summary>Who has not acknowledged a version and is to be sent it now, in the order of their numbers.</summary>
    public Task<List<HubSubscription>> OwedAsync(
        string path,
        long version,
        long after,
        int most,
        CancellationToken ct
    )
    {
        var now = time.GetUtcNow();
        return work.ReadAsync(
            db =>
                Owed(db, path, version)
                    .Where(s => s.Seq > after && s.DueAt <= now && s.LeaseEnd > now)
                    .OrderBy(s => s.Seq)
                    .Take(most)
                    .AsNoTracking()
                    .ToListAsync(ct),
            ct
        );
    }

    /// <summary>Lets it go at once: this instance ends. Whoever is due stays so.</summary>
    public Task LeaveAsync(string path, CancellationToken ct) =>
        work.ReadAsync(
            db =>
                Mine(db, path)
                    .ExecuteUpdateAsync(set => set.SetProperty(t => t.HeldUntil, (DateTimeOffset?)null), ct),
            ct
        );

    /// <summary>Lets it go until somebody is due again.</summary>
    public Task RestAsync(string path, long version, CancellationToken ct) =>
        work.ReadAsync(
            async db =>
            {
                var next = await Owed(db, path, version).MinAsync(s => (DateTimeOffset?)s.DueAt, ct);
                return await Mine(db, path)
                    .ExecuteUpdateAsync(
                        set =>
                            set.SetProperty(t => t.DueAt, next)
                                .SetProperty(t => t.HeldUntil, (DateTimeOffset?)null)
                                .SetProperty(t => t.HeldBy, (Guid?)null),
                        ct
                    );
            },
            ct
        );

    /// <summary>There is no such feed any more: every subscriber is told why, and the topic goes.</summary>
    public async Task EndAsync(string path, string reason, CancellationToken ct)
    {
        while (await EndSomeAsync(path, reason, ct) == EndsAtOnce)
            await HoldAsync(path, ct);
    }

    /// <summary>Deletes subscriptions whose time is over, and topics that nobody follows.</summary>
    public Task SweepAsync(CancellationToken ct) =>
        work.ReadAsync(
            async db =>
            {
                var now = time.GetUtcNow();
                await db.HubSubscriptions.Where(s => s.LeaseEnd <= now).ExecuteDeleteAsync(ct);
                await Free(db)
                    .Where(t => !db.HubSubscriptions.Any(s => s.Topic == t.Path))
                    .ExecuteDeleteAsync(ct);
                return await db
                    .HubNews.Where(n => !db.HubTopics.Any(t => t.Path == n.Topic))
                    .ExecuteDeleteAsync(ct);
            },
            ct
        );

    private Task<int> EndSomeAsync(string path, string reason, CancellationToken ct) =>
        work.TransactAsync(
            async db =>
            {
                var now = time.GetUtcNow();
                var some = await db
                    .HubSubscriptions.Where(s => s.Topic == path)
                    .OrderBy(s => s.Seq)
                    .Take(EndsAtOnce)
                    .ToListAsync(ct);
                var digests = some.ConvertAll(s => s.Digest);
                await db
                    .HubRequests.Where(r => digests.Contains(r.Digest) && r.Mode == HubMode.Denied)
                    .ExecuteDeleteAsync(ct);
                db.HubRequests.AddRange(some.Select(s => HubDenial.Of(s, address.Origin, reason, now)));
                db.HubSubscriptions.RemoveRange(some);
                await db.SaveChangesAsync(ct);
                if (some.Count < EndsAtOnce)
                    await Mine(db, path).ExecuteDeleteAsync(ct);
                return some.Count;
            },
            ct
        );

    private static async Task SortAsync(
        NotifierDbContext db,
        long version,
        NewsSorting news,
        CancellationToken ct
    )
    {
        if (news.Carried.Count > 0)
            await db
                .HubNews.Where(n => news.Carried.Contains(n.Seq))
                .ExecuteUpdateAsync(set => set.SetProperty(n => n.Version, version), ct);
        if (news.Dropped.Count > 0)
            await db.HubNews.Where(n => news.Dropped.Contains(n.Seq)).ExecuteDeleteAsync(ct);
    }

    private static IQueryable<HubSubscription> Owed(NotifierDbContext db, string path, long version) =>
        db.HubSubscriptions.Where(s => s.Topic == path && s.Sent < version);

    private IQueryable<HubTopic> Mine(NotifierDbContext db, string path) =>
        db.HubTopics.Where(t => t.Path == path && t.HeldBy == _me);

    // A time much further away than anybody holds is one of another clock.
    private IQueryable<HubTopic> Free(NotifierDbContext db)
    {
        var (now, never) = (time.GetUtcNow(), time.GetUtcNow() + (2 * Hold));
        return db.HubTopics.Where(t => t.HeldUntil == null || t.HeldUntil <= now || t.HeldUntil > never);
    }
}
