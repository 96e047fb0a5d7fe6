using Microsoft.EntityFrameworkCore;
using Syndication.Contracts;
using Syndication.Notifier.Deliveries;
using Syndication.Notifier.Store;
using Syndication.Notifier.Subscriptions;

namespace Syndication.Notifier.Alerts;

/// <summary>Looks whom an alert would reach before it goes out.</summary>
internal sealed class AlertEstimator(UnitOfWork work, TimeProvider time)
{
    private const int Places = 16;
    private const int ReadersAtEach = 125;
    private const int MostRecent = 500;
    private static readonly TimeSpan LastDay = TimeSpan.FromHours(24);

    /// <exception cref="Syndication.Hosting.Bus.OutageException">The database is not there, or too busy.</exception>
    public Task<AlertEstimate> OfAsync(Alert alert, CancellationToken ct) =>
        work.ReadAsync(
            async db =>
            {
                var now = time.GetUtcNow();
                var at = alert.SendAt > now ? alert.SendAt.Value : now;
                var groups = await GroupsAsync(db, alert, ct);
                var (recipients, deferred, capped) = (0, 0, 0);
                foreach (var group in groups)
                {
                    recipients += group.Count;
                    var zone = ReaderDay.Zone(group.TimeZone);
                    if (
                        SendingPolicy.QuietUntil(alert.Level, group.FlashInQuiet, group.Quiet, at, zone)
                        is not null
                    )
                        deferred += group.Count;
                    else if (group.FullDay != 0 && ReaderDay.IsRunning(group.FullDay, at, zone))
                        capped += group.Count;
                }
                var recent = await RecentAsync(db, alert, recipients, now, ct);
                return new AlertEstimate(recipients, deferred, capped, recent);
            },
            ct
        );

    // Readers whose clocks and wishes are alike: some hundreds of rows, however many readers there are.
    private static async Task<List<ReaderGroup>> GroupsAsync(
        NotifierDbContext db,
        Alert alert,
        CancellationToken ct
    ) =>
        await Audience
            .Of(db, alert)
            .GroupBy(s => new
            {
                s.TimeZone,
                s.QuietFrom,
                s.QuietTo,
                s.FlashInQuiet,
                FullDay = s.MaxPerDay != null && s.DayCount >= s.MaxPerDay ? s.Day : 0,
            })
            .Select(g => new ReaderGroup(
                g.Key.TimeZone,
                g.Key.QuietFrom,
                g.Key.QuietTo,
                g.Key.FlashInQuiet,
                g.Key.FullDay,
                g.Count()
            ))
            .ToListAsync(ct);

    private static async Task<RecentAlerts> RecentAsync(
        NotifierDbContext db,
        Alert alert,
        int recipients,
        DateTimeOffset now,
        CancellationToken ct
    )
    {
        var since = now - LastDay;
        var recent = await AlertQuery
            .Shown(db)
            .Where(a => a.SentAt >= since && !a.DryRun && a.Id != alert.Id)
            .OrderByDescending(a => a.Id)
            .Take(MostRecent)
            .ToListAsync(ct);
        if (recent.Count == 0 || recipients == 0)
            return new(0, 0, recipients);
        var readers = await SampleAsync(db, alert, recipients, ct);
        var numbers = readers.Select(r => r.Seq).ToList();
        var topics = (
            await db.SubscriptionTopics.Where(t => numbers.Contains(t.Seq)).ToListAsync(ct)
        ).ToLookup(t => t.Seq, t => t.Topic);
        var counts = readers.ConvertAll(r => recent.Count(a => Had(r, [.. topics[r.Seq]], a)));
        return counts.Count == 0
            ? new(0, 0, 0)
            : new(Math.Round(counts.Average(), 2), counts.Max(), counts.Count);
    }

    // From places spread over all of them: those who came together may be alike.
    private static async Task<List<SampledReader>> SampleAsync(
        NotifierDbContext db,
        Alert alert,
        int recipients,
        CancellationToken ct
    )
    {
        var audience = Audience.Of(db, alert);
        if (recipients <= Places * ReadersAtEach)
            return await From(audience).ToListAsync(ct);
        var last = await db.Subscriptions.MaxAsync(s => s.Seq, ct);
        // As far from each place as there should be twice as many as are wanted: without an end, the database looks through
        // all topics of everybody at every place (0.1 s each among a million).
        var span = Math.Min(last / Places, 2L * ReadersAtEach * last / recipients) + 1;
        var found = new Dictionary<long, SampledReader>();
        for (var place = 0; place < Places; place++)
        {
            var start = last / Places * place;
            var here = audience
                .Where(s => s.Seq > start && s.Seq <= start + span)
                .OrderBy(s => s.Seq)
                .Take(ReadersAtEach);
            foreach (var reader in await From(here).ToListAsync(ct))
                found[reader.Seq] = reader;
        }
        return [.. found.Values];
    }

    private static IQueryable<SampledReader> From(IQueryable<Subscription> readers) =>
        readers.Select(s => new SampledReader(s.Seq, s.MinLevel, s.CreatedAt));

    private static bool Had(SampledReader reader, HashSet<string> topics, Alert alert) =>
        reader.CreatedAt <= alert.SentAt
        && reader.MinLevel <= alert.Level
        && (
            topics.Contains(SubscriptionTopic.All)
            || alert.Topics.Contains(SubscriptionTopic.All, StringComparer.Ordinal)
            || topics.Overlaps(alert.Topics)
        )
        && !topics.Overlaps(alert.Exclude);

    private sealed record SampledReader(long Seq, BreakingLevel MinLevel, DateTimeOffset CreatedAt);

    private sealed record ReaderGroup(
        string TimeZone,
        int? QuietFrom,
        int? QuietTo,
        bool FlashInQuiet,
        int FullDay,
        int Count
    )
    {
        public QuietHours? Quiet => QuietFrom is { } from && QuietTo is { } to ? new(from, to) : null;
    }
}
