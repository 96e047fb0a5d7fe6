namespace Syndication.Formats.Dates;

/// <summary>Dates as feeds really have them.</summary>
public static class FeedDate
{
    /// <summary>Characters that a date may have; the longest real one has some 60.</summary>
    private const int Longest = 128;

    /// <summary>Reads a date of any form that feeds show; false, never a guess, where it is none.</summary>
    /// <param name="text">
    /// One date, at most 128 characters, digits of any script: RFC 822 and RFC 2822 with their real-world sins,
    /// RFC 3339, W3CDTF, ISO 8601 (basic, ordinal, truncated), asctime, figures whose order is plain
    /// (<c>14.08.2025</c>, <c>14/08/2025</c>, but not <c>05/04/2025</c>), and months in Bengali, English, French, German,
    /// Spanish, Italian, Portuguese, Dutch, Greek, Hungarian and Korean. Named zones are those of RFC 822 §5 (its
    /// military letters too) and others that mean one offset only: BST and IST are refused.
    /// </param>
    /// <param name="zone">
    /// For dates in Bengali that name no zone. Korean ones count as Korea's time then, all others as UTC.
    /// </param>
    /// <param name="instant">
    /// The instant, with the offset that was named (UTC where .NET knows no such offset); 60 seconds and 24:00 are the
    /// moment after.
    /// </param>
    public static bool TryParse(ReadOnlySpan<char> text, TimeZoneInfo zone, out DateTimeOffset instant)
    {
        ArgumentNullException.ThrowIfNull(zone);
        text = text.Trim();
        return FeedDateNormal.TryRead(text, out instant) || TryReadAny(text, zone, out instant);
    }

    private static bool TryReadAny(ReadOnlySpan<char> text, TimeZoneInfo zone, out DateTimeOffset instant)
    {
        instant = default;
        Span<char> even = stackalloc char[Longest];
        if (text.IsEmpty || text.Length > Longest || !FeedDateText.TryEven(text, ref even))
            return false;
        var isBengali = text.ContainsAnyInRange('\u0980', '\u09ff');
        if (isBengali && BengaliDate.TryParse(text, zone, out instant))
            return true;
        var scan = new FeedDateScan(even);
        return scan.TryRead(out var parts)
            && parts.TryResolve(isBengali ? zone : TimeZoneInfo.Utc, out instant);
    }
}
