using Syndication.Ingest.Store;

namespace Syndication.Ingest.Articles;

/// <summary>Withdraws an article; a second time changes nothing.</summary>
internal sealed class RetractArticle(Guid id, string? reason, int? ifMatch) : PendingWrite<Intake>
{
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
        return ArticleDesk.Retract(current, reason, session.Now) is { } retracted
            ? new Intake.Revised(retracted)
            : new Intake.Unchanged(current);
    }
}
