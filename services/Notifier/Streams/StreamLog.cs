using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using Syndication.Notifier.Store;

namespace Syndication.Notifier.Streams;

/// <summary>Reads the log of what was told, and cuts off its old end.</summary>
internal sealed class StreamLog(UnitOfWork work)
{
    /// <summary>Events told again to a reader that comes back.</summary>
    public const int MostReplayed = 1000;

    private static readonly TimeSpan Kept = TimeSpan.FromDays(7);

    /// <summary>The number of the newest event; 0 before the first.</summary>
    public Task<long> HeadAsync(CancellationToken ct) => work.ReadAsync(db => NewestAsync(db, ct), ct);

    /// <summary>The events after <paramref name="seq"/> in their order, <paramref name="most"/> at most.</summary>
    public Task<List<StreamEvent>> AfterAsync(long seq, int most, CancellationToken ct) =>
        work.ReadAsync(
            db =>
                db.StreamEvents.AsNoTracking()
                    .Where(e => e.Seq > seq)
                    .OrderBy(e => e.Seq)
                    .Take(most)
                    .ToListAsync(ct),
            ct
        );

    /// <summary>What a reader missed who saw <paramref name="seen"/> last, up to and with <paramref name="head"/>.</summary>
    public Task<StreamReplay> MissedAsync(long seen, long head, StreamWish wish, CancellationToken ct) =>
        work.ReadAsync(
            async db =>
            {
                // A number nobody has given yet: the log is another one, such as an older copy brought back.
                if (seen > await NewestAsync(db, ct))
                    return new StreamReplay(head, head, []);
                var events = await db
                    .StreamEvents.AsNoTracking()
                    .Where(e => e.Seq > seen && e.Seq <= head)
                    .Where(Wanted(wish))
                    .OrderByDescending(e => e.Seq)
                    .Take(MostReplayed + 1)
                    .ToListAsync(ct);
                var isWhole = events.Count <= MostReplayed && await ReachesBackToAsync(db, seen, ct);
                events = [.. events.Take(MostReplayed).Reverse()];
                var lostUpTo = events.Count > 0 ? events[0].Seq - 1 : Math.Max(seen, head);
                return new(seen, isWhole ? null : lostUpTo, events);
            },
            ct
        );

    /// <summary>Deletes what is too old; never the newest, which tells whoever saw it that they missed nothing.</summary>
    public Task<int> TrimAsync(DateTimeOffset now, CancellationToken ct) =>
        work.ReadAsync(
            async db =>
            {
                var before = now - Kept;
                var newest = await NewestAsync(db, ct);
                return await db
                    .StreamEvents.Where(e => e.At < before && e.Seq < newest)
                    .ExecuteDeleteAsync(ct);
            },
            ct
        );

    private static async Task<long> NewestAsync(NotifierDbContext db, CancellationToken ct) =>
        await db.StreamEvents.MaxAsync(e => (long?)e.Seq, ct) ?? 0;

    // Numbers have holes, so "the next one is there" proves nothing; one that is as old or older does.
    private static async Task<bool> ReachesBackToAsync(
        NotifierDbContext db,
        long seen,
        CancellationToken ct
    ) =>
        await db.StreamEvents.MinAsync(e => (long?)e.Seq, ct) is not { } oldest
        || oldest <= Math.Max(seen, 1);

    private static Expression<Func<StreamEvent, bool>> Wanted(StreamWish wish)
    {
        var least = wish.MinLevel;
        if (wish.Slugs is null)
            return e => e.Level >= least;
        var slugs = wish.Slugs.ToList();
        return e => e.Level >= least && e.Topics.Any(t => slugs.Contains(t));
    }
}
