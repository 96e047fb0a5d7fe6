namespace Syndication.Notifier.WebSub;

/// <summary>When a distribution that was not taken is tried again: as long as its subscription lasts.</summary>
internal static class HubPauses
{
    private static readonly TimeSpan[] Pauses =
    [
        TimeSpan.FromSeconds(10),
        TimeSpan.FromMinutes(1),
        TimeSpan.FromMinutes(5),
        TimeSpan.FromMinutes(30),
        TimeSpan.FromHours(2),
        TimeSpan.FromHours(6),
    ];

    // So that callbacks that failed together do not come together.
    private const double Spread = 0.2;

    /// <param name="attempts">Failures in a row, this one included: 1, 2, …</param>
    /// <param name="asked"><c>Retry-After</c>, or null.</param>
    /// <param name="chance">0 to 1.</param>
    public static TimeSpan After(int attempts, TimeSpan? asked, double chance)
    {
        var pause = Pauses[Math.Clamp(attempts, 1, Pauses.Length) - 1];
        if (asked is { } wish && wish > pause)
            pause = wish < Pauses[^1] ? wish : Pauses[^1];
        return pause * (1 + (Spread * chance));
    }
}
