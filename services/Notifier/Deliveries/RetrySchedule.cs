namespace Syndication.Notifier.Deliveries;

/// <summary>When a delivery that was not accepted is tried again.</summary>
internal static class RetrySchedule
{
    private static readonly TimeSpan First = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Most = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan Least = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan MostAsked = TimeSpan.FromHours(1);

    // Alerts that are not kept for readers who are away still get so long to reach the push service.
    private static readonly TimeSpan LeastTime = TimeSpan.FromMinutes(1);

    /// <summary>How long to wait: what the push service asks, within bounds, else twice as long each time, with full jitter.</summary>
    /// <param name="attempts">Tries so far, this one included: 1, 2, …</param>
    /// <param name="asked"><c>Retry-After</c>, or null.</param>
    /// <param name="chance">0 to 1.</param>
    public static TimeSpan Wait(int attempts, TimeSpan? asked, double chance)
    {
        if (asked is { } wish)
            // Whoever was asked for patience does not come back in the same instant as everybody else.
            return TimeSpan.FromTicks(Math.Clamp(wish.Ticks, Least.Ticks, MostAsked.Ticks))
                + (chance * Least);
        var most = TimeSpan.FromTicks(
            (long)Math.Min(Most.Ticks, First.Ticks * Math.Pow(2, Math.Clamp(attempts - 1, 0, 20)))
        );
        return TimeSpan.FromTicks(Math.Max(Least.Ticks / 4, (long)(most.Ticks * chance)));
    }

    /// <summary>When an alert that goes out at an instant is no news any more.</summary>
    public static DateTimeOffset ExpiryOf(DateTimeOffset goingOut, int timeToLive)
    {
        var time = TimeSpan.FromSeconds(timeToLive);
        return goingOut + (time > LeastTime ? time : LeastTime);
    }
}
