using Syndication.Ingest.Store;
using Syndication.Ingest.Timeline;

namespace Syndication.Ingest.Articles;

/// <summary>Takes an article that a sender offers, new or known.</summary>
internal sealed class TakeArticle(ArticleDraft draft) : PendingWrite<Intake>
{
    public override IEnumerable<string> Keys => ArticleKey.Of(draft.Content);

    protected override async Task<Intake> ApplyAsync(WriteSession session, CancellationToken ct)
    {
        var current = session.Find(draft.Content.Guid, draft.Content.Url);
        var intake = ArticleDesk.Take(current, draft, republish: false, session.Now);
        session.Save(intake);
        if (intake is Intake.Held held)
            await HeldEdit.NoteAsync(session, held, draft.Arrival, ct);
        return intake;
    }
}
