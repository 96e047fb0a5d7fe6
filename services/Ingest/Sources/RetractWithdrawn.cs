using Syndication.Ingest.Articles;
using Syndication.Ingest.Store;

namespace Syndication.Ingest.Sources;

/// <summary>Retracts what its source has taken back, if nobody else has brought it too.</summary>
internal sealed class RetractWithdrawn(Arrival arrival, WithdrawnEntry entry) : PendingWrite<bool>
{
    private readonly string _key = ArticleKey.OfGuid(entry.Guid, arrival.Sender);

    public override IEnumerable<string> Keys => [_key];

    protected override Task<bool> ApplyAsync(WriteSession session, CancellationToken ct)
    {
        var current = session.FindByKey(_key);
        var isTheirs = current is not null && Voices.IsAlone(current, arrival.Sender);
        if (!isTheirs || ArticleDesk.Retract(current!, entry.Reason, session.Now) is not { } retracted)
            return Task.FromResult(false);
        session.Save(new Intake.Revised(retracted), []);
        return Task.FromResult(true);
    }
}
