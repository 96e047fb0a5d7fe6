using Syndication.Ingest.Articles;

namespace Syndication.Ingest.Store;

/// <summary>What lists and sweeps ask of an article; what it says is in its current <see cref="RevisionRow"/>.</summary>
internal sealed class ArticleRow
{
    public Guid Id { get; init; }

    /// <summary>The current one; also the concurrency token, so that no instance overwrites another's.</summary>
    public int Revision { get; set; }
    public ArticleState State { get; set; }
    public required string Title { get; set; }
    public DateTimeOffset PublishedAt { get; set; }
    public DateTimeOffset? EmbargoUntil { get; set; }
    public bool EverPublished { get; set; }

    /// <summary>The source that brought it first; null for what came by the API.</summary>
    public Guid? SourceId { get; set; }

    public void Take(StoredArticle article)
    {
        Revision = article.Revision;
        State = article.State;
        Title = article.Title;
        PublishedAt = article.PublishedAt;
        EmbargoUntil = article.EmbargoUntil;
        EverPublished = article.EverPublished;
        SourceId = article.SourceId;
    }
}
