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

    /// <returns>How many articles are new, and what there is to say of the others.</returns>
    public async Task<(int Created, string? Remark)> TakeAsync(
        SourceRow source,
        FetchOutcome.Fetched fetched,
        CancellationToken ct
    )
    {
        // Two entries of one key would take turns at every poll; the first is the newer one.
        var entries = fetched
            .Articles.DistinctBy(a => Key(source, a), StringComparer.Ordinal)
            .Select(a => (Input: a, Digest: SeenEntries.Digest(a)))
            .ToList();
        var fresh = entries.Where(e => !seen.Contains(source.Id, e.Digest)).ToList();
        // Oldest first, so that the order of arrival is the order of publication.
        fresh.Reverse();
        List<ArticleInput> batch = [.. fresh.Select(e => e.Input)];
        var arrivals = await guard.JudgeAsync(source.Id, batch, ct);
        var endings = await Task.WhenAll(
            batch.Select((input, i) => intake.TakeAsync(input, arrivals[i], ct))
        );
        if (batch.Count > 0)
            await guard.LearnAsync(source.Id, batch, ct);
        await Task.WhenAll(
            fetched.Withdrawn.Select(w => writes.SubmitAsync(new RetractWithdrawn(new(source.Id), w), ct))
        );
        var open = fresh.Where((_, i) => !IsSettled(endings[i])).Select(e => e.Digest).ToHashSet();
        seen.Remember(source.Id, entries.Select(e => e.Digest).Where(d => !open.Contains(d)));
        return (endings.Count(e => e is Intake.Created), Remark(fetched, entries.Count, endings));
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

    private static string? Remark(FetchOutcome.Fetched fetched, int count, Intake[] endings)
    {
        var refused = endings.OfType<Intake.Refused>().ToList();
        if (refused.Count == 0)
            return fetched.Remark;
        var text = $"{refused.Count} of {count} entries were refused: {refused[0].Errors} {fetched.Remark}";
        return text.Length <= LongestRemark ? text.TrimEnd() : text[..LongestRemark];
    }
}
