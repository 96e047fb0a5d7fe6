using Microsoft.EntityFrameworkCore;
using Syndication.Ingest.Store;
using Syndication.Ingest.WebSub;

namespace Syndication.Ingest.Sources;

/// <summary>Forgets a source; what it has brought stays. Answers which hub is to be told, where there was one.</summary>
internal sealed class RemoveSource(Guid id) : PendingWrite<(bool Removed, HubParting? Left)>
{
    protected override async Task<(bool Removed, HubParting? Left)> ApplyAsync(
        WriteSession session,
        CancellationToken ct
    )
    {
        var row = await session.Db.Sources.AsNoTracking().FirstOrDefaultAsync(s => s.Id == id, ct);
        await session.Db.SourceTraits.Where(t => t.SourceId == id).ExecuteDeleteAsync(ct);
        var removed = await session.Db.Sources.Where(s => s.Id == id).ExecuteDeleteAsync(ct) > 0;
        return (removed, row is null ? null : HubParting.Of(row));
    }
}
