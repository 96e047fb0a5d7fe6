namespace Syndication.Notifier.Deliveries;

/// <summary>How many calls may be under way to one push service.</summary>
/// <param name="Bulk">Of all but flash alerts.</param>
/// <param name="Flash">Of flash alerts, beside those.</param>
internal sealed record GateLimits(int Bulk, int Flash)
{
    public int Of(bool flash) => flash ? Flash : Bulk;
}
