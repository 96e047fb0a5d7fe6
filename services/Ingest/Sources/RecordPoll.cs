using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Query;
using Syndication.Ingest.Store;
using Syndication.Ingest.WebSub;

namespace Syndication.Ingest.Sources;

/// <summary>
/// Ends a lease with what the poll has found; one statement, which shares its transaction with whatever else is written.
/// Without a report the source was only put off.
/// </summary>
internal sealed class RecordPoll(SourceRow claimed, DateTimeOffset? next, PollReport? report)
    : PendingWrite<bool>
{
    protected override async Task<bool> ApplyAsync(WriteSession session, CancellationToken ct)
    {
        // A lease that is over has been given to somebody else, who will tell.
        var mine = session.Db.Sources.Where(s => s.Id == claimed.Id && s.LeasedBy == claimed.LeasedBy);
        // What was found at an address says nothing of the one that the newsroom has set meanwhile.
        var same = mine.Where(s => s.Url == claimed.Url && s.Kind == claimed.Kind);
        if (
            report is not null
            && await StayAsync(session, report, ct) is var told
            && await same.ExecuteUpdateAsync(row => Told(row, told), ct) > 0
        )
            return true;
        return await mine.ExecuteUpdateAsync(row => Released(row), ct) > 0;
    }

    // One that moves to where another source is already stays where it was: its redirect goes on being followed.
    private async Task<PollReport> StayAsync(WriteSession session, PollReport report, CancellationToken ct) =>
        report.Memory is { } memory
        && memory.Url != claimed.Url
        && await session.Db.Sources.AnyAsync(s => s.Kind == claimed.Kind && s.Url == memory.Url, ct)
            ? report with
            {
                Memory = memory with { Url = claimed.Url },
            }
            : report;

    private UpdateSettersBuilder<SourceRow> Released(UpdateSettersBuilder<SourceRow> row)
    {
        // Whoever has asked for another time while it was polled shall have it.
        var before = claimed.NextPollAt;
        return row.SetProperty(s => s.LeasedBy, (Guid?)null)
            .SetProperty(s => s.LeasedUntil, (DateTimeOffset?)null)
            .SetProperty(s => s.NextPollAt, s => s.NextPollAt == before ? next : s.NextPollAt);
    }

    private void Told(UpdateSettersBuilder<SourceRow> row, PollReport told)
    {
        var created = told.Created;
        Released(row)
            .SetProperty(s => s.LastPolledAt, told.At)
            .SetProperty(s => s.LastStatus, told.Status)
            .SetProperty(s => s.LastError, told.Error)
            .SetProperty(s => s.FailuresInARow, told.FailuresInARow)
            .SetProperty(s => s.ArticlesSeen, s => s.ArticlesSeen + created);
        if (told.Ends)
            row.SetProperty(s => s.Enabled, false);
        if (told.Ends || told.Hub is not null)
            HubChanges.Begin(row, told.Hub, told.At);
        else if (told.HubMissed)
            HubChanges.Missed(row, told.At);
        if (told.Memory is not { } memory)
            return;
        // Where something was pushed meanwhile, this is not the latest word any more.
        var pushed = claimed.HubLastPushAt;
        row.SetProperty(s => s.ETag, s => s.HubLastPushAt == pushed ? memory.ETag : null)
            .SetProperty(s => s.LastModified, s => s.HubLastPushAt == pushed ? memory.LastModified : null)
            .SetProperty(s => s.BodyHash, s => s.HubLastPushAt == pushed ? memory.BodyHash : null)
            .SetProperty(s => s.Rhythm, memory.Rhythm)
            .SetProperty(s => s.Watermark, memory.Watermark)
            .SetProperty(s => s.Url, memory.Url);
    }
}
