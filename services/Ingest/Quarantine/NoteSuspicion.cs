using Microsoft.EntityFrameworkCore;
using Syndication.Ingest.Store;

namespace Syndication.Ingest.Quarantine;

/// <summary>Remembers a source's suspects, and freezes it where the verdict says so.</summary>
internal sealed class NoteSuspicion(Guid sourceId, HackVerdict verdict) : PendingWrite<bool>
{
    protected override async Task<bool> ApplyAsync(WriteSession session, CancellationToken ct)
    {
        var forgotten = session.Now - HackCircuit.Memory;
        await session
            .Db.SourceTraits.Where(t => t.SourceId == sourceId && t.Trait.StartsWith("suspect:"))
            .Where(t => t.FirstSeenAt < forgotten)
            .ExecuteDeleteAsync(ct);
        await LearnTraits.AddAsync(session, sourceId, verdict.Suspects, ct);
        if (verdict.FreezeReason is not { } reason)
            return false;
        var source = await session.Db.Sources.FindAsync([sourceId], ct);
        if (source is not { FrozenAt: null })
            return false;
        source.FrozenAt = session.Now;
        source.FrozenReason = reason;
        return true;
    }
}
