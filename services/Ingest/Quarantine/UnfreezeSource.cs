using Microsoft.EntityFrameworkCore;
using Syndication.Ingest.Sources;
using Syndication.Ingest.Store;

namespace Syndication.Ingest.Quarantine;

/// <summary>
/// Lets a source go on, with its suspects forgotten: they would freeze it again at once. It is read anew, because edits
/// that were turned away meanwhile are stored nowhere.
/// </summary>
internal sealed class UnfreezeSource(Guid sourceId) : PendingWrite<bool>
{
    protected override async Task<bool> ApplyAsync(WriteSession session, CancellationToken ct)
    {
        if (await session.Db.Sources.FindAsync([sourceId], ct) is not { } source)
            return false;
        (source.ETag, source.LastModified, source.BodyHash) = (null, null, null);
        // What froze it was edited since the poll before, which is a day ago at most.
        var since = source.FrozenAt - PollSchedule.Longest;
        if (source.Kind == SourceKind.WordPress && source.Watermark > since)
            source.Watermark = since;
        if (source.Enabled)
            source.NextPollAt = session.Now;
        source.FrozenAt = null;
        source.FrozenReason = null;
        await session
            .Db.SourceTraits.Where(t => t.SourceId == sourceId && t.Trait.StartsWith("suspect:"))
            .ExecuteDeleteAsync(ct);
        return true;
    }
}
