namespace Syndication.Notifier.Deliveries;

/// <summary>When a delivery that was not accepted is tried again.</summary>
internal static class RetrySchedule
{
    private static readonly TimeSpan First = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Most = TimeSpan.FromMinutes(10);

    // After so many, some two hours, nobody is about to come back: what is tried for days is tried less often.
    private const int Many = 24;
    private static readonly TimeSpan MostAfterMany = TimeSpan.FromHours(1);
    private static readonly TimeSpan Least = TimeSpan.FromSeconds(1);

    // No push service keeps anything for longer, and so does no alert.
    private static readonly TimeSpan MostAsked = TimeSpan.FromDays(60);

    // Alerts that are not kept for readers who are away still get so long to reach the push service.
    private static readonly TimeSpan LeastTime = TimeSpan.FromMinutes(1);

    // What was news for minutes stays on a reader's screen for days: what became of it is told for as long.
    private static readonly TimeSpan LeastAfterword = TimeSpan.FromDays(7);

    /// <summary>How long to wait: what the push service asks, however long, else twice as long each time, with full jitter.</summary>
    /// <param name="attempts">Tries so far, this one included: 1, 2, …</param>
    /// <param name="asked"><c>Retry-After</c>, or null.</param>
    /// <param name="chance">0 to 1.</param>
    public static TimeSpan Wait(int attempts, TimeSpan? asked, double chance)
    {
        if (asked is { } wish)
            // Whoever was asked for patience does not come back in the same instant as everybody else.
            return TimeSpan.FromTicks(Math.Clamp(wish.Ticks, Least.Ticks, MostAsked.Ticks))
                + (chance * Least);
        var bound = attempts > Many ? MostAfterMany : Most;
        var most = TimeSpan.FromTicks(
            (long)Math.Min(bound.Ticks, First.Ticks * Math.Pow(2, Math.Clamp(attempts - 1, 0, 20)))
        );
        return TimeSpan.FromTicks(Math.Max(Least.Ticks / 4, (long)(most.Ticks * chance)));
    }

    /// <summary>
    /// How long a push service is asked to keep it (RFC 8030 §5.2: it may keep it for less); of corrections and withdrawals a
    /// week at least.
    /// </summary>
    /// <param name="kind">What goes out.</param>
    /// <param name="timeToLive">The alert's, in seconds.</param>
    public static TimeSpan LifeOf(DispatchKind kind, int timeToLive)
    {
        var life = TimeSpan.FromSeconds(timeToLive);
        return kind == DispatchKind.Alert || life > LeastAfterword ? life : LeastAfterword;
    }

    /// <summary>When what goes out at an instant is not tried any more.</summary>
    /// <param name="kind">What goes out.</param>
    /// <param name="goingOut">The instant.</param>
    /// <param name="timeToLive">The alert's, in seconds.</param>
    public static DateTimeOffset ExpiryOf(DispatchKind kind, DateTimeOffset goingOut, int timeToLive)
    {
        var life = LifeOf(kind, timeToLive);
        return goingOut + (life > LeastTime ? life : LeastTime);
    }
}
