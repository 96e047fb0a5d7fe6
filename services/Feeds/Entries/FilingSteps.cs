using Syndication.Contracts;
using Syndication.Hosting.Bus;

namespace Syndication.Feeds.Entries;

/// <summary>Tells an article's timeline what filing it has changed here. Costs the filing no wait.</summary>
internal sealed class FilingSteps(Notices<ArticleStep> notices, TimeProvider time)
{
    private const string Feeds = "feeds";

    /// <summary>The projection has this revision, and every document that is asked for from here on shows it.</summary>
    public void Filed(Article article, IReadOnlyCollection<string> changed) =>
        Tell(article.Id, article.Revision, $"{Selector.Of(article).Length} feeds", changed);

    /// <summary>The article is in no feed any more.</summary>
    public void Withdrawn(ArticleRetracted retraction, IReadOnlyCollection<string> changed) =>
        Tell(retraction.ArticleId, retraction.Revision, "withdrawn", changed);

    private void Tell(Guid id, int revision, string how, IReadOnlyCollection<string> changed)
    {
        var projected = new ArticleStep
        {
            ArticleId = id,
            Revision = revision,
            Step = "projected",
            By = Feeds,
            At = time.GetUtcNow(),
            Detail = how,
        };
        notices.Send(projected);
        notices.Send(
            projected with
            {
                Step = "feed-changed",
                Detail = string.Join(", ", changed.Order(StringComparer.Ordinal)),
            }
        );
    }
}
