using Syndication.Ingest.Store;

namespace Syndication.Ingest.Sources;

/// <summary>Changes a source's row, if it is there; null if it is not.</summary>
internal sealed class ChangeSource(Guid id, Action<SourceRow, DateTimeOffset> change)
    : PendingWrite<SourceRow?>
{
    protected override async Task<SourceRow?> ApplyAsync(WriteSession session, CancellationToken ct)
    {
        var row = await session.Db.Sources.FindAsync([id], ct);
        if (row is not null)
            change(row, session.Now);
        return row;
    }
}
