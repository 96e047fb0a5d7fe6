using System.Runtime.InteropServices;

namespace Syndication.Notifier.Deliveries;

/// <summary>
/// Places of flash alerts, and of all others. While a flash goes out the others keep a quarter of theirs, and it may have
/// what they leave; both together are never more than both.
/// </summary>
/// <param name="Bulk">Of all but flash alerts.</param>
/// <param name="Flash">Of flash alerts, beside those.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct LaneLimits(int Bulk, int Flash)
{
    /// <summary>How many may be in a lane.</summary>
    /// <param name="flash">Which.</param>
    /// <param name="inOther">How many are in the other one.</param>
    /// <param name="flashIsOut">A flash alert is going out.</param>
    public int Of(bool flash, int inOther, bool flashIsOut)
    {
        var kept = Math.Max(1, Bulk / 4);
        if (flash)
            return flashIsOut ? Math.Max(Flash, Bulk + Flash - Math.Max(kept, inOther)) : Flash;
        var left = Bulk - Math.Max(0, inOther - Flash);
        return flashIsOut ? Math.Min(kept, left) : left;
    }
}
