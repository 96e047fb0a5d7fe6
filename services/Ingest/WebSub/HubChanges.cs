using Microsoft.EntityFrameworkCore.Query;
using Syndication.Ingest.Sources;
using Syndication.Ingest.Store;

namespace Syndication.Ingest.WebSub;

/// <summary>What becomes of a row when something happens between its hub and us.</summary>
internal static class HubChanges
{
    private const int LongestReason = 300;

    /// <summary>Another hub or topic than before, or none: what was agreed upon is void.</summary>
    public static void Begin(UpdateSettersBuilder<SourceRow> row, HubOffer? offer, DateTimeOffset now)
    {
        var hubs = offer is null ? null : HubList.Join(offer.Hubs);
        Release(row)
            .SetProperty(s => s.Hub, hubs)
            .SetProperty(s => s.Topic, hubs is null ? null : offer!.Topic)
            .SetProperty(s => s.HubState, HubState.None)
            .SetProperty(s => s.HubDueAt, hubs is null ? (DateTimeOffset?)null : now)
            .SetProperty(s => s.HubFailures, 0)
            .SetProperty(s => s.HubError, (string?)null)
            .SetProperty(s => s.HubToken, (string?)null)
            .SetProperty(s => s.HubSecret, (string?)null)
            .SetProperty(s => s.HubLastPushAt, (DateTimeOffset?)null);
    }

    /// <summary>The same, where the newsroom itself changes or forgets the source.</summary>
    public static void Forget(SourceRow row)
    {
        (row.Hub, row.Topic, row.HubState, row.HubDueAt) = (null, null, HubState.None, null);
        (row.HubFailures, row.HubError, row.HubToken, row.HubSecret) = (0, null, null, null);
        (row.HubLeaseUntil, row.HubTrustedAt, row.HubLastPushAt) = (null, null, null);
    }

    /// <summary>The hub is being asked; <paramref name="ask"/> says when again if it does not verify.</summary>
    public static void Asked(UpdateSettersBuilder<SourceRow> row, HubAsk ask)
    {
        if (!ask.Renews)
            Release(row).SetProperty(s => s.HubState, HubState.Asked);
        if (ask.Lost)
            PollSoon(row, ask.At);
        row.SetProperty(s => s.Hub, ask.Hubs)
            .SetProperty(s => s.HubToken, ask.Token)
            .SetProperty(s => s.HubSecret, ask.Secret)
            .SetProperty(s => s.HubDueAt, ask.AgainAt)
            .SetProperty(s => s.HubError, ask.Error)
            .SetProperty(s => s.HubFailures, s => s.HubFailures + 1);
    }

    /// <summary>The hub has asked whether we mean it, and we do (WebSub §5.3).</summary>
    public static void Verified(UpdateSettersBuilder<SourceRow> row, TimeSpan lease, DateTimeOffset now)
    {
        var renewal = now + HubTimes.Renewal(lease, Random.Shared.NextDouble());
        row.SetProperty(s => s.HubState, HubState.Verified)
            .SetProperty(s => s.HubLeaseUntil, now + lease)
            .SetProperty(s => s.HubDueAt, renewal)
            .SetProperty(s => s.HubFailures, 0)
            .SetProperty(s => s.HubError, (string?)null);
    }

    /// <summary>There is no subscription, and the source is polled as if there were no hub.</summary>
    /// <param name="row">Of a hub that will not serve us.</param>
    /// <param name="reason">In the hub's words, or ours.</param>
    /// <param name="again">When it, or the next hub, is asked.</param>
    /// <param name="now">The time.</param>
    public static void Denied(
        UpdateSettersBuilder<SourceRow> row,
        string reason,
        DateTimeOffset again,
        DateTimeOffset now
    )
    {
        Release(row)
            .SetProperty(s => s.HubState, HubState.Denied)
            .SetProperty(s => s.HubError, Printable(reason))
            .SetProperty(s => s.HubDueAt, again);
        PollSoon(row, now);
    }

    /// <summary>Asking failed; it will be asked again.</summary>
    public static void Failed(UpdateSettersBuilder<SourceRow> row, string reason, DateTimeOffset? again)
    {
        row.SetProperty(s => s.HubError, Printable(reason));
        if (again is { } at)
            row.SetProperty(s => s.HubDueAt, s => s.HubLeaseUntil < at ? s.HubLeaseUntil : at);
    }

    /// <summary>
    /// What was pushed is on disk. The validators are those of a document that is not the latest known any more: a source
    /// that goes back to it must not be heard to say that nothing has changed.
    /// </summary>
    public static void Pushed(UpdateSettersBuilder<SourceRow> row, int created, DateTimeOffset now) =>
        row.SetProperty(s => s.ETag, (string?)null)
            .SetProperty(s => s.LastModified, (string?)null)
            .SetProperty(s => s.BodyHash, (string?)null)
            .SetProperty(s => s.HubLastPushAt, now)
            .SetProperty(s => s.HubTrustedAt, s => s.HubTrustedAt == null ? now : s.HubTrustedAt)
            .SetProperty(s => s.ArticlesSeen, s => s.ArticlesSeen + created)
            .SetProperty(s => s.HubError, (string?)null);

    /// <summary>The hub has let articles slip; it is not relied upon until it has shown itself for a while.</summary>
    public static void Missed(UpdateSettersBuilder<SourceRow> row, DateTimeOffset now)
    {
        var again = now + HubTimes.Probation;
        row.SetProperty(s => s.HubTrustedAt, s => s.HubTrustedAt == null ? null : again);
    }

    /// <summary>The source itself is asked, at most once a minute however often this is said.</summary>
    public static void PollSoon(UpdateSettersBuilder<SourceRow> row, DateTimeOffset now)
    {
        var lately = now - PollSchedule.Shortest;
        var soon = now + PollSchedule.Shortest;
        // While it is being polled, only another time than before has it polled once more.
        row.SetProperty(
            s => s.NextPollAt,
            s =>
                s.NextPollAt == null ? null
                : s.LeasedUntil > now || s.LastPolledAt > lately
                    ? (s.NextPollAt <= now || s.NextPollAt > soon ? soon : s.NextPollAt)
                : s.NextPollAt > now ? now
                : s.NextPollAt
        );
    }

    public static string Printable(string text)
    {
        var clean = new string([.. text.Select(c => char.IsControl(c) ? ' ' : c)]).Trim();
        if (clean.Length <= LongestReason)
            return clean;
        var end = char.IsHighSurrogate(clean[LongestReason - 1]) ? LongestReason - 1 : LongestReason;
        return clean[..end] + "…";
    }

    private static UpdateSettersBuilder<SourceRow> Release(UpdateSettersBuilder<SourceRow> row) =>
        row.SetProperty(s => s.HubLeaseUntil, (DateTimeOffset?)null)
            .SetProperty(s => s.HubTrustedAt, (DateTimeOffset?)null);
}
