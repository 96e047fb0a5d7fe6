using Syndication.Ingest.Store;

namespace Syndication.Ingest.Articles;

/// <summary>Takes an article that a sender offers, new or known.</summary>
internal sealed class TakeArticle(ArticleDraft draft) : PendingWrite<Intake>
{
    public override IEnumerable<string> Keys
    {
        get
        {
            if (draft.Content.Guid is { } guid)
                yield return ArticleKey.OfGuid(guid);
            if (draft.Content.Url is { } url)
                yield return ArticleKey.OfUrl(url);
        }
    }

    protected override Task<Intake> ApplyAsync(WriteSession session, CancellationToken ct)
    {
        var current = session.Find(draft.Content.Guid, draft.Content.Url);
        var intake = ArticleDesk.Take(current, draft, republish: false, session.Now);
        session.Save(intake);
        return Task.FromResult(intake);
    }
}
