namespace Syndication.Notifier.Webhooks;

/// <summary>When an event that was not acknowledged is sent again: the specification's schedule, over three days.</summary>
internal static class WebhookSchedule
{
    private static readonly TimeSpan[] Pauses =
    [
        TimeSpan.FromSeconds(5),
        TimeSpan.FromMinutes(5),
        TimeSpan.FromMinutes(30),
        TimeSpan.FromHours(2),
        TimeSpan.FromHours(5),
        TimeSpan.FromHours(10),
        TimeSpan.FromHours(14),
        TimeSpan.FromHours(20),
        TimeSpan.FromHours(24),
    ];

    // So that what failed together does not come back together.
    private const double Spread = 0.1;

    /// <summary>The longest that an endpoint may ask for with <c>Retry-After</c>.</summary>
    public static readonly TimeSpan MostAsked = TimeSpan.FromHours(24);

    /// <summary>Tries in all, the first one included.</summary>
    public static int Tries => Pauses.Length + 1;

    /// <summary>How long to wait; null when that was the last try.</summary>
    /// <param name="attempts">Tries so far: 1, 2, …</param>
    /// <param name="asked"><c>Retry-After</c>, or null.</param>
    /// <param name="chance">0 to 1.</param>
    public static TimeSpan? After(int attempts, TimeSpan? asked, double chance)
    {
        if (attempts > Pauses.Length)
            return null;
        var pause = Pauses[Math.Max(attempts, 1) - 1];
        if (asked is { } wish && wish > pause)
            pause = wish < MostAsked ? wish : MostAsked;
        return pause * (1 + (Spread * chance));
    }
}
