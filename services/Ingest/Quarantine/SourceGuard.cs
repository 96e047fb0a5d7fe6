using System.Diagnostics.Metrics;
using Microsoft.EntityFrameworkCore;
using Syndication.Ingest.Articles;
using Syndication.Ingest.Store;

namespace Syndication.Ingest.Quarantine;

/// <summary>
/// Stands between a source and the store: says of each article that a source brings whether it may pass, and remembers
/// what the source usually brings. A source that somebody else seems to write in is frozen; all others go on.
/// </summary>
internal sealed partial class SourceGuard(
    IDbContextFactory<IngestDbContext> contexts,
    WriteQueue writes,
    TimeProvider time,
    ILogger<SourceGuard> logger
)
{
    private const int MostLearnedAtOnce = 1000;
    private static readonly Meter Meter = new("Syndication.Ingest");

    private static readonly Counter<long> Frozen = Meter.CreateCounter<long>(
        "ingest.sources.frozen",
        description: "Sources that the hack circuit froze."
    );

    private static readonly Counter<long> Held = Meter.CreateCounter<long>(
        "ingest.articles.held",
        description: "Articles of sources that were held for the newsroom."
    );

    /// <summary>For each article of the batch, in its order, how to hand it to <c>ArticleIntake</c>.</summary>
    /// <param name="sourceId">One that may not exist any more.</param>
    /// <param name="batch">What the source has brought at once, its categories already mapped.</param>
    /// <param name="ct">Ends the wait.</param>
    public async Task<IReadOnlyList<Arrival>> JudgeAsync(
        Guid sourceId,
        IReadOnlyList<ArticleInput> batch,
        CancellationToken ct
    )
    {
        if (batch.Count == 0)
            return [];
        await using var db = await contexts.CreateDbContextAsync(ct);
        var source = await db
            .Sources.AsNoTracking()
            .Where(s => s.Id == sourceId)
            .Select(s => new
            {
                s.Url,
                s.FrozenAt,
                s.FrozenReason,
            })
            .FirstOrDefaultAsync(ct);
        var arrival = new Arrival(sourceId) { Site = source is null ? null : new Uri(source.Url).IdnHost };
        if (source is { FrozenAt: not null })
            return Arrivals(
                arrival,
                batch.Select(_ => (string?)$"Its source is frozen: {source.FrozenReason}")
            );
        var traits = batch.Select(ArticleTraits.Of).ToList();
        var habits = await HabitsAsync(db, sourceId, traits, ct);
        var verdict = HackCircuit.Judge(habits, traits, await StandingsAsync(db, traits, ct));
        if (verdict.Suspects.Count > 0 || verdict.FreezeReason is not null)
            await writes.SubmitAsync(new NoteSuspicion(sourceId, verdict), ct);
        if (verdict.FreezeReason is { } reason)
        {
            Frozen.Add(1);
            SourceFrozen(sourceId, reason);
        }
        return Arrivals(arrival, verdict.Holds);
    }

    /// <summary>
    /// To be called once the batch is taken in: what those of its articles bear that are out now is usual from now on. What
    /// is held or suspect teaches nothing.
    /// </summary>
    public async Task LearnAsync(Guid sourceId, IReadOnlyList<ArticleInput> batch, CancellationToken ct)
    {
        var traits = batch.Select(ArticleTraits.Of).ToList();
        var keys = traits.SelectMany(t => t.Keys).ToHashSet(StringComparer.Ordinal);
        await using var db = await contexts.CreateDbContextAsync(ct);
        var published = await (
            from key in db.ArticleKeys
            join article in db.Articles on key.ArticleId equals article.Id
            where keys.Contains(key.Key) && article.State == ArticleState.Published
            select key.Key
        ).ToListAsync(ct);
        var isOut = published.ToHashSet(StringComparer.Ordinal);
        var suspects = await SuspectsAsync(db, sourceId, ct);
        await LearnAsync(
            db,
            sourceId,
            traits.Where(t =>
                t.Keys.Any(isOut.Contains) && !suspects.Contains(t.Suspect) && !suspects.Contains(t.Odd)
            ),
            ct
        );
    }

    /// <summary>What an article bears that the newsroom has let out is usual from now on.</summary>
    public async Task LearnAsync(StoredArticle released, CancellationToken ct)
    {
        if (released.SourceId is not { } sourceId)
            return;
        await using var db = await contexts.CreateDbContextAsync(ct);
        await LearnAsync(db, sourceId, [ArticleTraits.Of(released)], ct);
    }

    /// <summary>Lets a source go on; what was held of it stays held. False when there is no such source.</summary>
    public Task<bool> UnfreezeAsync(Guid sourceId, CancellationToken ct) =>
        writes.SubmitAsync(new UnfreezeSource(sourceId), ct);

    private async Task LearnAsync(
        IngestDbContext db,
        Guid sourceId,
        IEnumerable<ArticleTraits> articles,
        CancellationToken ct
    )
    {
        var all = articles.SelectMany(t => t.All).Distinct(StringComparer.Ordinal).ToList();
        var known = await KnownAsync(db, sourceId, all, ct);
        // There is but one that writes, and others wait for it.
        foreach (var some in all.Where(t => !known.Contains(t)).Chunk(MostLearnedAtOnce))
            await writes.SubmitAsync(new LearnTraits(sourceId, some), ct);
    }

    private async Task<SourceHabits> HabitsAsync(
        IngestDbContext db,
        Guid sourceId,
        List<ArticleTraits> traits,
        CancellationToken ct
    )
    {
        var titles = await db
            .Articles.Where(a => a.SourceId == sourceId && a.EverPublished)
            .OrderByDescending(a => a.PublishedAt)
            .Take(SourceHabits.Looked)
            .Select(a => a.Title)
            .ToListAsync(ct);
        var all = traits.SelectMany(t => t.All).Distinct(StringComparer.Ordinal).ToList();
        return new(
            titles.Count,
            SourceHabits.HomeOf(titles),
            await KnownAsync(db, sourceId, all, ct),
            await SuspectsAsync(db, sourceId, ct)
        );
    }

    private static async Task<HashSet<string>> KnownAsync(
        IngestDbContext db,
        Guid sourceId,
        List<string> traits,
        CancellationToken ct
    )
    {
        var known = await db
            // One parameter: an archive's links are more than a statement may have.
            .SourceTraits.Where(t => t.SourceId == sourceId && EF.Parameter(traits).Contains(t.Trait))
            .Select(t => t.Trait)
            .ToListAsync(ct);
        return known.ToHashSet(StringComparer.Ordinal);
    }

    private async Task<HashSet<string>> SuspectsAsync(IngestDbContext db, Guid sourceId, CancellationToken ct)
    {
        var since = time.GetUtcNow() - HackCircuit.Memory;
        var suspects = await db
            .SourceTraits.Where(t => t.SourceId == sourceId && t.Trait.StartsWith("suspect:"))
            .Where(t => t.FirstSeenAt >= since)
            .Select(t => t.Trait)
            .ToListAsync(ct);
        return suspects.ToHashSet(StringComparer.Ordinal);
    }

    private static async Task<List<Standing>> StandingsAsync(
        IngestDbContext db,
        List<ArticleTraits> traits,
        CancellationToken ct
    )
    {
        var keys = traits.SelectMany(t => t.Keys).ToHashSet(StringComparer.Ordinal);
        var stored = await (
            from key in db.ArticleKeys
            join article in db.Articles on key.ArticleId equals article.Id
            where keys.Contains(key.Key)
            select new { key.Key, article.State }
        ).ToDictionaryAsync(k => k.Key, k => k.State, StringComparer.Ordinal, ct);
        return
        [
            .. traits.Select(t =>
                t.Keys.Where(stored.ContainsKey).Select(k => stored[k]).ToList() switch
                {
                    [] => Standing.New,
                    [ArticleState.Quarantined or ArticleState.Retracted, ..] => Standing.Waiting,
                    _ => Standing.Stored,
                }
            ),
        ];
    }

    private static List<Arrival> Arrivals(Arrival arrival, IEnumerable<string?> holds)
    {
        List<Arrival> arrivals = [.. holds.Select(hold => arrival with { HoldReason = hold })];
        Held.Add(arrivals.Count(a => a.HoldReason is not null));
        return arrivals;
    }

    [LoggerMessage(
        LogLevel.Warning,
        "Source {SourceId} is frozen; what it brings waits for the newsroom. {Reason}"
    )]
    private partial void SourceFrozen(Guid sourceId, string reason);
}
