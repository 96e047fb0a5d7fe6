using Syndication.Notifier.Deliveries;

namespace Syndication.Notifier.Alerts;

/// <summary>
/// Seconds from the event to the acceptance by push services that 50, 90 and 99 of 100 took at most, right within an
/// eighth; null while there are none.
/// </summary>
internal sealed record AlertLatency(double? P50, double? P90, double? P99)
{
    public static AlertLatency Of(AlertProgress? progress) =>
        new(At(progress, 0.5), At(progress, 0.9), At(progress, 0.99));

    private static double? At(AlertProgress? progress, double share) =>
        progress?.Latency(share) is { } time ? Math.Round(time.TotalSeconds, 3) : null;
}
