using System.Globalization;

namespace Syndication.Notifier.WebSub;

/// <summary>How long a subscription lasts: the subscriber wishes, the hub decides (WebSub §5.1).</summary>
internal static class Lease
{
    public static readonly TimeSpan Shortest = TimeSpan.FromDays(1);
    public static readonly TimeSpan Default = TimeSpan.FromDays(10);
    public static readonly TimeSpan Longest = TimeSpan.FromDays(30);

    /// <param name="wish"><c>hub.lease_seconds</c> as it was sent; empty, or 0 as in PubSubHubbub, for none.</param>
    /// <returns>Null for what is no number of seconds.</returns>
    public static TimeSpan? Grant(string wish)
    {
        if (wish.Length == 0)
            return Default;
        if (!wish.All(char.IsAsciiDigit))
            return null;
        // However many digits: it is only more than the longest.
        var seconds = double.Parse(wish, NumberStyles.None, CultureInfo.InvariantCulture);
        return seconds switch
        {
            0 => Default,
            _ when seconds < Shortest.TotalSeconds => Shortest,
            _ when seconds > Longest.TotalSeconds => Longest,
            _ => TimeSpan.FromSeconds(seconds),
        };
    }
}
