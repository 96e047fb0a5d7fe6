namespace Syndication.Notifier.Deliveries;

/// <summary>What may be under way to one push service, and how soon it is left alone.</summary>
/// <param name="Bulk">Calls at once of all but flash alerts.</param>
/// <param name="Flash">Calls at once of flash alerts, beside those.</param>
internal sealed record GateLimits(int Bulk, int Flash)
{
    /// <summary>Calls at once, in each lane, to one that has not answered just now.</summary>
    public const int Scouts = 16;

    /// <summary>After so many faults in a row nobody calls it for a while.</summary>
    public int Failures { get; init; } = 8;

    /// <summary>The longest while; the first is a second, and each is twice the one before.</summary>
    public TimeSpan LongestRest { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>As many calls that hang together are a fault as well; fewer where there is room for few only.</summary>
    public int Hanging => Math.Clamp((Bulk + Flash) / 2, 2, 16);

    /// <param name="flash">Of which lane.</param>
    /// <param name="inOther">How many are in the other one.</param>
    /// <param name="flashIsOut">A flash alert is going out.</param>
    /// <param name="isProven">
    /// It has answered just now. Until then a few go to see: a push service that hangs holds those only, and not all.
    /// </param>
    public int Of(bool flash, int inOther, bool flashIsOut, bool isProven)
    {
        var most = new LaneLimits(Bulk, Flash).Of(flash, inOther, flashIsOut);
        return isProven ? most : Math.Min(most, Scouts);
    }
}
