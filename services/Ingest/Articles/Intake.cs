namespace Syndication.Ingest.Articles;

/// <summary>How taking an article, or taking it back, ended.</summary>
internal abstract record Intake
{
    /// <summary>The article that it is about, where there is one.</summary>
    public StoredArticle? About =>
        this switch
        {
            Created(var article) => article,
            Revised(var article) => article,
            Unchanged(var article) => article,
            StaysRetracted(var article) => article,
            _ => null,
        };

    /// <summary>First revision stored.</summary>
    public sealed record Created(StoredArticle Article) : Intake;

    /// <summary>Next revision stored.</summary>
    public sealed record Revised(StoredArticle Article) : Intake;

    /// <summary>Nothing that the article says has changed; nothing was stored.</summary>
    public sealed record Unchanged(StoredArticle Article) : Intake;

    /// <summary>An edit that was held, of an article that is out: nothing was stored, readers see what they saw.</summary>
    public sealed record Held(StoredArticle Article, string Reason) : Intake;

    /// <summary>It may say what the article said before: nothing was stored, and its source must be asked.</summary>
    public sealed record InDoubt(StoredArticle Article) : Intake;

    /// <summary>Not acceptable as it is.</summary>
    public sealed record Refused(FieldErrors Errors) : Intake;

    /// <summary>It was retracted, and this call does not say that it shall come back.</summary>
    public sealed record StaysRetracted(StoredArticle Article) : Intake;

    /// <summary>No article has this id.</summary>
    public sealed record Unknown : Intake;

    /// <summary>The caller knew another revision than the current one.</summary>
    public sealed record Overtaken(int Current) : Intake;
}
