using Syndication.Ingest.Articles;
using Syndication.Ingest.Quarantine;
using Syndication.Ingest.Store;

namespace Syndication.Ingest.Sources;

/// <summary>Takes in what a source has brought.</summary>
internal sealed class SourceIntake(
    ArticleIntake intake,
    SourceGuard guard,
    WriteQueue writes,
    SeenEntries seen
)
{
    private const int LongestRemark = 500;

    /// <summary>The whole of what a poll has found.</summary>
    /// <param name="source">As it was when it was claimed.</param>
    /// <param name="fetched">What was found.</param>
    /// <param name="asOf">When it was asked, where something may have been pushed since; null where nothing can.</param>
    /// <param name="ct">Ends it in the middle.</param>
    public async Task<TakenEntries> TakeAsync(
        SourceRow source,
        FetchOutcome.Fetched fetched,
        DateTimeOffset? asOf,
        CancellationToken ct
    )
    {
        var before = seen.Before(source.Id, source.BodyHash);
        var (taken, settled) = await TakeAsync(source, fetched.Articles, before, asOf, ct);
        await Task.WhenAll(
            fetched.Withdrawn.Select(w => writes.SubmitAsync(new RetractWithdrawn(new(source.Id), w), ct))
        );
        seen.Remember(source.Id, before, settled, fetched.BodyHash);
        return taken with { Remark = Join(taken.Remark, fetched.Remark) };
    }

    /// <summary>
    /// Part of what a source says, of which nobody knows how long it was on its way: what is new is taken, an edit if it is
    /// dated after what is known, and nothing is concluded from what is missing.
    /// </summary>
    public async Task<TakenEntries> TakePushAsync(
        SourceRow source,
        IReadOnlyList<ArticleInput> articles,
        CancellationToken ct
    )
    {
        try
        {
            // What the last poll has seen here may have been overtaken by a push to another instance.
            var (taken, _) = await TakeAsync(
                source,
                articles,
                SeenBefore.Nothing(),
                DateTimeOffset.MinValue,
                ct
            );
            return taken;
        }
        finally
        {
            // Also what a poll that goes on meanwhile is about to remember.
            seen.Forget(source.Id);
        }
    }

    private async Task<(TakenEntries Taken, List<SeenEntry> Settled)> TakeAsync(
        SourceRow source,
        IReadOnlyList<ArticleInput> articles,
        SeenBefore before,
        DateTimeOffset? asOf,
        CancellationToken ct
    )
    {
        // Two entries of one key would take turns at every poll; the first is the newer one.
        var entries = articles
            .DistinctBy(a => Key(source, a), StringComparer.Ordinal)
            .Select(a => (Input: a, Seen: SeenEntries.Of(a)))
            .ToList();
        var fresh = entries.Where(e => !before.Contains(e.Seen)).ToList();
        // Oldest first, so that the order of arrival is the order of publication.
        fresh.Reverse();
        List<ArticleInput> batch = [.. fresh.Select(e => e.Input)];
        var arrivals = await guard.JudgeAsync(source.Id, batch, ct);
        var endings = await Task.WhenAll(
            batch.Select((input, i) => intake.TakeAsync(input, arrivals[i] with { AsOf = asOf }, ct))
        );
        if (batch.Count > 0)
            await guard.LearnAsync(source.Id, batch, ct);
        var open = fresh.Where((_, i) => !IsSettled(endings[i])).Select(e => e.Seen).ToList();
        var taken = new TakenEntries(
            [.. batch.Where((_, i) => endings[i] is Intake.Created)],
            endings.Any(e => e is Intake.InDoubt),
            Remark(entries.Count, endings)
        );
        return (taken, [.. entries.Select(e => e.Seen).Except(open)]);
    }

    private static string? Key(SourceRow source, ArticleInput entry) =>
        entry.Guid is { } guid ? ArticleKey.OfGuid(guid, new Arrival(source.Id).Sender) : entry.Url;

    // What is refused or waits may fare better once the newsroom has changed something.
    private static bool IsSettled(Intake ending) =>
        ending
            is Intake.Created { Article.State: ArticleState.Published }
                or Intake.Revised { Article.State: ArticleState.Published }
                or Intake.Unchanged { Article.State: ArticleState.Published }
                or Intake.StaysRetracted;

    private static string? Remark(int count, Intake[] endings)
    {
        var refused = endings.OfType<Intake.Refused>().ToList();
        return refused.Count == 0
            ? null
            : $"{refused.Count} of {count} entries were refused: {refused[0].Errors}";
    }

    private static string? Join(string? one, string? other)
    {
        if (one is null)
            return other;
        var text = $"{one} {other}".TrimEnd();
        return text.Length <= LongestRemark ? text : text[..LongestRemark];
    }
}
