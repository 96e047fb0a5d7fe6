using Syndication.Ingest.Articles;

namespace Syndication.Ingest.Timeline;

/// <summary>What an article's revisions themselves tell of its way; nothing more has to be written for that. Pure.</summary>
internal static class RevisionSteps
{
    private const string Ingest = "ingest";

    /// <summary>All steps, oldest first.</summary>
    /// <param name="revisions">Oldest first; the earliest may be missing.</param>
    public static IEnumerable<TimelineStep> Of(IEnumerable<StoredArticle> revisions)
    {
        StoredArticle? previous = null;
        foreach (var article in revisions)
        {
            if (article.Revision == 1)
                yield return Step(article, "received") with
                {
                    At = article.ReceivedAt,
                    By = article.SourceId is { } source ? $"source:{source}" : "api",
                };
            yield return Step(article, "stored", State(article));
            if (Turn(previous, article) is { } turn)
                yield return turn;
            previous = article;
        }
    }

    private static TimelineStep? Turn(StoredArticle? previous, StoredArticle article) =>
        (previous?.State, article.State) switch
        {
            (not ArticleState.Quarantined, ArticleState.Quarantined) => Step(
                article,
                "held",
                article.QuarantineReason
            ),
            (ArticleState.Quarantined, ArticleState.Published or ArticleState.Embargoed) => Step(
                article,
                "released",
                article.FiledUnder is [] ? null : string.Join(", ", article.FiledUnder)
            ),
            (ArticleState.Quarantined, ArticleState.Retracted) => Step(article, "discarded", article.Reason),
            (not (null or ArticleState.Retracted), ArticleState.Retracted) => Step(
                article,
                "retracted",
                article.Reason
            ),
            _ => null,
        };

    private static TimelineStep Step(StoredArticle article, string step, string? detail = null) =>
        new(article.RevisedAt, step, Ingest, article.Revision, detail);

    private static string State(StoredArticle article) =>
        article.State switch
        {
            ArticleState.Published => "published",
            ArticleState.Embargoed => "embargoed",
            ArticleState.Retracted => "retracted",
            _ => "quarantined",
        };
}
