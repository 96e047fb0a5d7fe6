using Syndication.Ingest.Sources;

namespace Syndication.Ingest.WebSub;

/// <summary>How long things last between a hub and us. Pure.</summary>
internal static class HubTimes
{
    /// <summary>What we wish for; the hub decides (WebSub §5.1).</summary>
    public static readonly TimeSpan Wish = TimeSpan.FromDays(10);

    /// <summary>How long a hub that let articles slip must show itself before it is relied upon again.</summary>
    public static readonly TimeSpan Probation = TimeSpan.FromDays(1);

    /// <summary>After a refusal.</summary>
    public static readonly TimeSpan AfterDenial = TimeSpan.FromDays(1);

    /// <summary>A push may be as late as this before the poll that was first says anything of the hub.</summary>
    public static readonly TimeSpan Grace = TimeSpan.FromMinutes(5);

    private static readonly TimeSpan ShortestLease = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan LongestLease = TimeSpan.FromDays(30);
    private static readonly TimeSpan FirstPatience = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan LongestPatience = TimeSpan.FromDays(1);
    private static readonly TimeSpan WhileLeased = TimeSpan.FromHours(1);
    private static readonly TimeSpan ShortestNet = TimeSpan.FromHours(1);

    /// <summary>How long a lease of so many seconds is believed to last; of none that is told, as long as was wished.</summary>
    public static TimeSpan Lease(long? seconds) =>
        seconds is not (> 0 and var told) ? Wish
        : told > LongestLease.TotalSeconds ? LongestLease
        : told < ShortestLease.TotalSeconds ? ShortestLease
        : TimeSpan.FromSeconds(told);

    /// <summary>When to renew: a third of the lease is left for a hub that is down, more or less by chance.</summary>
    /// <param name="lease">From <see cref="Lease"/>.</param>
    /// <param name="chance">From 0 to 1; spreads those that began together.</param>
    public static TimeSpan Renewal(TimeSpan lease, double chance) => lease * (0.6 + (0.1 * chance));

    /// <summary>
    /// When to ask again if the hub has not verified by then: 5 minutes, twice as long with each time, a day at most; an
    /// hour at most while there is a lease to lose, and not beyond its end.
    /// </summary>
    /// <param name="asked">How often it was asked in vain before, in rounds of all the hubs there are.</param>
    /// <param name="leaseLeft">Null where there is none.</param>
    /// <param name="chance">From 0 to 1.</param>
    public static TimeSpan Patience(int asked, TimeSpan? leaseLeft, double chance)
    {
        var doubled = FirstPatience * Math.Pow(2, Math.Clamp(asked, 0, 16)) * (0.9 + (0.2 * chance));
        var most = leaseLeft is null ? LongestPatience : Shorter(WhileLeased, leaseLeft.Value);
        return Shorter(doubled, most);
    }

    /// <summary>The polling that is kept as a net below a hub that is relied upon.</summary>
    public static TimeSpan Net(TimeSpan interval) =>
        interval * 8 < ShortestNet ? ShortestNet : Shorter(interval * 8, PollSchedule.Longest);

    private static TimeSpan Shorter(TimeSpan one, TimeSpan other) => one < other ? one : other;
}
