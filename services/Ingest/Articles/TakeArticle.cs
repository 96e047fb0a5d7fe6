using Syndication.Ingest.Store;
using Syndication.Ingest.Timeline;

namespace Syndication.Ingest.Articles;

/// <summary>Takes an article that a sender offers, new or known.</summary>
internal sealed class TakeArticle(ArticleDraft draft) : PendingWrite<Intake>
{
    // Here, where the caller's thread does it: there is but one that writes.
    private readonly string _said = draft.Content.Fingerprint();

    public override IEnumerable<string> Keys => ArticleKey.Of(draft.Content, draft.Arrival.Sender);

    protected override async Task<Intake> ApplyAsync(WriteSession session, CancellationToken ct)
    {
        var (current, twin) = session.Recognise(draft);
        if (current is not null && twin is not null)
            current = Join(session, current, twin);
        var intake = Decide(current, session.Now) switch
        {
            Intake.Created(var article) => new Intake.Created(Voices.WithWord(article, draft, _said)),
            Intake.Revised(var article) => new Intake.Revised(Voices.WithWord(article, draft, _said)),
            Intake.Unchanged(var article) => new Intake.Unchanged(
                session.Note(Voices.WithWord(article, draft, _said))
            ),
            var other => other,
        };
        session.Save(intake, Keys);
        if (intake is Intake.Held held)
            await HeldEdit.NoteAsync(session, held, draft.Arrival, ct);
        return intake;
    }

    private Intake Decide(StoredArticle? current, DateTimeOffset now)
    {
        if (current is null)
            return ArticleDesk.Take(null, draft, republish: false, now);
        if (Voices.Heard(current, draft, _said) is not { } heard)
            return new Intake.Unchanged(current);
        var intake = ArticleDesk.Take(current, heard, republish: false, now);
        return intake is Intake.Revised && MayBeOld(current, now) ? new Intake.InDoubt(current) : intake;
    }

    private bool MayBeOld(StoredArticle current, DateTimeOffset now) =>
        current.RevisedAt > draft.Arrival.AsOf
        && !(draft.UpdatedAt is { } edited && edited > current.RevisedAt && edited <= now);

    private static StoredArticle Join(WriteSession session, StoredArticle survivor, StoredArticle twin)
    {
        session.Save(new Intake.Revised(ArticleDesk.Absorb(twin, survivor, session.Now)), []);
        return session.Note(Voices.WithWordsOf(survivor, twin));
    }
}
