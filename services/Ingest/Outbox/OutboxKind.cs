namespace Syndication.Ingest.Outbox;

/// <summary>Which message a row becomes. Stored by number: never reorder.</summary>
internal enum OutboxKind
{
    ArticlePublished = 1,
    ArticleRevised = 2,
    ArticleRetracted = 3,
    CategoryDefined = 4,
    RebuildRequested = 5,
    ArticleEmbargoed = 6,
    ArticleStanding = 7,
}
