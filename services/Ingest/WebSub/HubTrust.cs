using Syndication.Ingest.Articles;
using Syndication.Ingest.Sources;
using Syndication.Ingest.Store;

namespace Syndication.Ingest.WebSub;

/// <summary>What a poll may conclude of a source's hub. Pure.</summary>
internal static class HubTrust
{
    /// <summary>
    /// True where its hub pushes what is new: verified, its lease not over, and since the first good push, or the last one
    /// that was missing, it has pushed again.
    /// </summary>
    public static bool Holds(SourceRow source, DateTimeOffset now) =>
        IsServed(source, now)
        && source is { HubTrustedAt: { } trusted, HubLastPushAt: { } pushed }
        && trusted <= now
        && pushed >= trusted - HubTimes.Probation;

    /// <summary>True where a poll was the first to find what came out while the hub should have pushed it.</summary>
    /// <param name="source">As it was when the poll began.</param>
    /// <param name="created">What the poll has found.</param>
    /// <param name="now">The time.</param>
    public static bool HasMissed(SourceRow source, IEnumerable<ArticleInput> created, DateTimeOffset now)
    {
        if (!IsServed(source, now) || source.HubTrustedAt is not { } trusted)
            return false;
        var since = trusted > now ? trusted - HubTimes.Probation : trusted;
        return created.Any(a =>
            a.PublishedAt is { } told
                ? told > since && told < now - HubTimes.Grace
                : source.LastPolledAt >= since
        );
    }

    /// <summary>What is new of what was found; null where all stays. Nothing is subscribed to that is switched off.</summary>
    public static HubOffer? Change(SourceRow source, HubOffer? found)
    {
        if (found is null || source.Kind != SourceKind.Feed || !source.Enabled)
            return null;
        var stays =
            HubList.AreSame(source.Hub, found.Hubs) && (found.Hubs.Count == 0 || source.Topic == found.Topic);
        return stays ? null : found;
    }

    private static bool IsServed(SourceRow source, DateTimeOffset now) =>
        source.HubState == HubState.Verified && source.HubLeaseUntil > now;
}
