using Syndication.Ingest.Store;

namespace Syndication.Ingest.Articles;

/// <summary>A write that names its article; <paramref name="ifMatch"/> is the revision that the caller knows, if any.</summary>
internal abstract class NamedArticleWrite(Guid id, int? ifMatch) : PendingWrite<Intake>
{
    public override IEnumerable<Guid> Ids => [id];

    protected override Task<Intake> ApplyAsync(WriteSession session, CancellationToken ct)
    {
        Intake intake = session.Find(id) switch
        {
            null => new Intake.Unknown(),
            var current when ifMatch is { } known && known != current.Revision => new Intake.Overtaken(
                current.Revision
            ),
            var current => Decide(session, current),
        };
        session.Save(intake);
        return Task.FromResult(intake);
    }

    protected abstract Intake Decide(WriteSession session, StoredArticle current);
}
