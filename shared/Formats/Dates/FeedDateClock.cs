namespace Syndication.Formats.Dates;

/// <summary>Times of day and offsets.</summary>
internal static class FeedDateClock
{
    /// <summary>Reads <c>6:43</c>, <c>06:43:00</c> or <c>06:43:00.123</c>, whose first field is known.</summary>
    public static bool TryRead(ReadOnlySpan<char> text, int digits, ref FeedDateParts parts, out int taken)
    {
        taken = digits + 1;
        if (digits > 2 || !TryField(text, ref taken, out var minute))
            return false;
        var second = 0;
        if (taken < text.Length && text[taken] == ':')
        {
            taken++;
            if (!TryField(text, ref taken, out second))
                return false;
            parts.Fraction = Fraction(text, ref taken);
        }
        parts.SetClock(FeedDateText.Number(text[..digits]), minute, second);
        return taken == text.Length || text[taken] != ':';
    }

    /// <summary>Reads ISO 8601's <c>06</c>, <c>0643</c> and <c>064300</c>.</summary>
    public static bool TryReadBasic(
        ReadOnlySpan<char> text,
        int digits,
        ref FeedDateParts parts,
        out int taken
    )
    {
        taken = digits;
        if (digits is not (2 or 4 or 6))
            return false;
        if (digits == 6)
            parts.Fraction = Fraction(text, ref taken);
        parts.SetClock(
            FeedDateText.Number(text[..2]),
            digits > 2 ? FeedDateText.Number(text.Slice(2, 2)) : 0,
            digits > 4 ? FeedDateText.Number(text.Slice(4, 2)) : 0
        );
        return true;
    }

    /// <summary>Reads <c>+6</c>, <c>+06</c>, <c>+0600</c>, <c>+06:00</c>; minutes before UTC.</summary>
    public static bool TryReadOffset(ReadOnlySpan<char> text, out int minutes, out int taken)
    {
        var digits = FeedDateText.Digits(text[1..]);
        var hours = FeedDateText.Number(text.Slice(1, digits));
        taken = 1 + digits;
        minutes = 0;
        if (digits is 3 or 4)
            (hours, minutes) = (hours / 100, hours % 100);
        else if (digits > 4)
            return false;
        else if (taken < text.Length && text[taken] == ':')
        {
            taken++;
            if (FeedDateText.Digits(text[taken..]) != 2 || !TryField(text, ref taken, out minutes))
                return false;
        }
        var stands = hours is >= 0 and <= 23 && minutes <= 59;
        minutes = (text[0] == '-' ? -1 : 1) * ((hours * 60) + minutes);
        return stands;
    }

    private static bool TryField(ReadOnlySpan<char> text, ref int at, out int value)
    {
        var digits = FeedDateText.Digits(text[at..]);
        value = FeedDateText.Number(text.Slice(at, digits));
        at += digits;
        return digits is 1 or 2;
    }

    private static long Fraction(ReadOnlySpan<char> text, ref int at)
    {
        if (at + 1 >= text.Length || text[at] is not ('.' or ',') || !char.IsAsciiDigit(text[at + 1]))
            return 0;
        var digits = FeedDateText.Digits(text[(at + 1)..]);
        var ticks = FeedDateText.Fraction(text.Slice(at + 1, digits));
        at += 1 + digits;
        return ticks;
    }
}
