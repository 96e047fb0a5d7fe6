using Syndication.Ingest.Store;

namespace Syndication.Ingest.Articles;

/// <summary>Publishes an article whose embargo is over; changes nothing if the newsroom was quicker.</summary>
internal sealed class ReleaseArticle(Guid id) : PendingWrite<Intake>
{
    public override IEnumerable<Guid> Ids => [id];

    protected override Task<Intake> ApplyAsync(WriteSession session, CancellationToken ct)
    {
        var released = session.Find(id) is { } current ? ArticleDesk.Release(current, session.Now) : null;
        Intake intake = released is null ? new Intake.Unknown() : new Intake.Revised(released);
        session.Save(intake);
        return Task.FromResult(intake);
    }
}
