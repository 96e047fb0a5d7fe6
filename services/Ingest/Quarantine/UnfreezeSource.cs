using Microsoft.EntityFrameworkCore;
using Syndication.Ingest.Store;

namespace Syndication.Ingest.Quarantine;

/// <summary>Lets a source go on, with its suspects forgotten: they would freeze it again at once.</summary>
internal sealed class UnfreezeSource(Guid sourceId) : PendingWrite<bool>
{
    protected override async Task<bool> ApplyAsync(WriteSession session, CancellationToken ct)
    {
        if (await session.Db.Sources.FindAsync([sourceId], ct) is not { } source)
            return false;
        source.FrozenAt = null;
        source.FrozenReason = null;
        await session
            .Db.SourceTraits.Where(t => t.SourceId == sourceId && t.Trait.StartsWith("suspect:"))
            .ExecuteDeleteAsync(ct);
        return true;
    }
}
