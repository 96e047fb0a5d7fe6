using Microsoft.EntityFrameworkCore;
using Syndication.Ingest.Store;

namespace Syndication.Ingest.Sources;

/// <summary>Forgets a source; what it has brought stays.</summary>
internal sealed class RemoveSource(Guid id) : PendingWrite<bool>
{
    protected override async Task<bool> ApplyAsync(WriteSession session, CancellationToken ct)
    {
        await session.Db.SourceTraits.Where(t => t.SourceId == id).ExecuteDeleteAsync(ct);
        return await session.Db.Sources.Where(s => s.Id == id).ExecuteDeleteAsync(ct) > 0;
    }
}
