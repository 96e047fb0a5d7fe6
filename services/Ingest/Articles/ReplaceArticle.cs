using Syndication.Ingest.Store;

namespace Syndication.Ingest.Articles;

/// <summary>Replaces a named article; <paramref name="ifMatch"/> is the revision that the caller knows.</summary>
internal sealed class ReplaceArticle(Guid id, ArticleDraft draft, int? ifMatch) : PendingWrite<Intake>
{
    public override IEnumerable<string> Keys =>
        draft.Content.Guid is { } guid ? [ArticleKey.OfGuid(guid)] : [];

    public override IEnumerable<Guid> Ids => [id];

    protected override Task<Intake> ApplyAsync(WriteSession session, CancellationToken ct)
    {
        var intake = Decide(session);
        session.Save(intake);
        return Task.FromResult(intake);
    }

    private Intake Decide(WriteSession session)
    {
        if (session.Find(id) is not { } current)
            return new Intake.Unknown();
        if (ifMatch is { } known && known != current.Revision)
            return new Intake.Overtaken(current.Revision);
        var rightful = session.Find(draft.Content.Guid, url: null);
        if (rightful is not null && rightful.Id != id)
            return GuidTaken();
        return ArticleDesk.Take(current, draft, republish: true, session.Now);
    }

    private static Intake.Refused GuidTaken()
    {
        var errors = new FieldErrors();
        errors.Add("guid", "Another article has this guid.");
        return new(errors);
    }
}
