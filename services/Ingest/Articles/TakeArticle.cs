using Syndication.Ingest.Store;
using Syndication.Ingest.Timeline;

namespace Syndication.Ingest.Articles;

/// <summary>Takes an article that a sender offers, new or known.</summary>
internal sealed class TakeArticle(ArticleDraft draft) : PendingWrite<Intake>
{
    // Here, where the caller's thread does it: there is but one that writes.
    private readonly string _said = draft.Content.Fingerprint();

    public override IEnumerable<string> Keys => SharedPage is { } shared ? Own.Append(shared) : Own;

    private IEnumerable<string> Own => ArticleKey.Of(draft.Content, draft.Arrival.Sender);

    private string? Page => ArticleKey.UrlOf(draft.Content) is { } url ? ArticleKey.OfUrl(url) : null;

    private string? SharedPage =>
        draft.Content.Guid is not null && ArticleKey.UrlOf(draft.Content) is { } url
            ? ArticleKey.OfSharedPage(url)
            : null;

    protected override async Task<Intake> ApplyAsync(WriteSession session, CancellationToken ct)
    {
        var (current, twin) = session.Recognise(draft);
        if (current is not null && twin is not null)
            current = MayJoin(current, twin) ? Join(session, current, twin) : ByGuid(session);
        var neighbour = current is null && Page is { } page ? session.FindByKey(page) : null;
        var isKeptOut = current is not null && Voices.IsKeptOut(current, draft);
        var intake = Decide(current, Withdrawn(session, neighbour), session.Now) switch
        {
            Intake.Created(var article) => new Intake.Created(Voices.WithWord(article, draft, _said)),
            Intake.Revised(var article) => new Intake.Revised(Voices.WithWord(article, draft, _said)),
            Intake.Unchanged(var article) when !isKeptOut => new Intake.Unchanged(
                session.Note(Voices.WithWord(article, draft, _said))
            ),
            var other => other,
        };
        session.Save(intake, isKeptOut ? [] : Claimed(intake, neighbour));
        if (intake is Intake.Held held)
            await HeldEdit.NoteAsync(session, held, draft.Arrival, ct);
        return intake;
    }

    private Intake Decide(StoredArticle? current, StoredArticle? withdrawn, DateTimeOffset now)
    {
        if (withdrawn is not null)
            return new Intake.StaysRetracted(withdrawn);
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

    // Another guid brings no retracted page back; only of a page with several posts the others go on.
    private StoredArticle? Withdrawn(WriteSession session, StoredArticle? neighbour) =>
        neighbour is { State: ArticleState.Retracted }
        && SharedPage is { } shared
        && session.FindByKey(shared) is null
            ? neighbour
            : null;

    private IEnumerable<string> Claimed(Intake intake, StoredArticle? neighbour) =>
        intake is Intake.Created && neighbour is not null ? Keys
        : intake is Intake.StaysRetracted && neighbour is not null ? []
        : Own;

    // What is held, and what another site's source says, takes nothing away that readers see of others.
    private bool MayJoin(StoredArticle one, StoredArticle other) =>
        draft.Arrival.HoldReason is null && !Voices.IsKeptOut(one, draft) && !Voices.IsKeptOut(other, draft);

    private StoredArticle? ByGuid(WriteSession session) =>
        session.FindByKey(ArticleKey.OfGuid(draft.Content.Guid!, draft.Arrival.Sender));

    private static StoredArticle Join(WriteSession session, StoredArticle survivor, StoredArticle twin)
    {
        session.Save(new Intake.Revised(ArticleDesk.Absorb(twin, survivor, session.Now)), []);
        return session.Note(Voices.WithWordsOf(survivor, twin));
    }
}
