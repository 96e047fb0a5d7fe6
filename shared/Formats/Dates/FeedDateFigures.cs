namespace Syndication.Formats.Dates;

/// <summary>Dates in figures alone: ISO 8601 in its many forms, and those whose order leaves no doubt.</summary>
internal static class FeedDateFigures
{
    /// <summary>Reads the date at the beginning; how many characters it took, 0 when there is none.</summary>
    /// <param name="text">What is left of the line.</param>
    /// <param name="isFirst">Whether the line begins here, so that forms without signs may be meant.</param>
    /// <param name="parts">Year, month and day are set.</param>
    public static int Read(ReadOnlySpan<char> text, bool isFirst, ref FeedDateParts parts)
    {
        var length = FeedDateText.Digits(text);
        if (length == 0)
            return isFirst ? Truncated(text, ref parts) : 0;
        if (length < text.Length && text[length] is '-' or '/' or '.')
        {
            var taken = Signed(text, length, ref parts);
            if (taken > 0)
                return taken;
        }
        return isFirst && Ends(text, length) ? Basic(text, length, ref parts) : 0;
    }

    // 20250814, 250814, 2025226, 25226, and a year alone.
    private static int Basic(ReadOnlySpan<char> text, int length, ref FeedDateParts parts) =>
        length switch
        {
            8 => Set(ref parts, text[..4], text.Slice(4, 2), text.Slice(6, 2), length),
            7 => Ordinal(ref parts, text[..4], text.Slice(4, 3), length),
            6 => Set(ref parts, text[..2], text.Slice(2, 2), text.Slice(4, 2), length),
            5 => Ordinal(ref parts, text[..2], text.Slice(2, 3), length),
            4 when text.Length == 4 => Set(ref parts, text, "1", "1", length),
            _ => 0,
        };

    // -25-08, -2508 and -25-08-14, whose century is left out.
    private static int Truncated(ReadOnlySpan<char> text, ref FeedDateParts parts)
    {
        if (text is not ['-', .. var rest])
            return 0;
        var length = FeedDateText.Digits(rest);
        if (length == 4 && rest.Length == 4)
            return Set(ref parts, rest[..2], rest[2..], "1", 5);
        if (length != 2 || rest.Length < 5 || rest[2] != '-' || FeedDateText.Digits(rest[3..]) != 2)
            return 0;
        if (rest.Length == 5)
            return Set(ref parts, rest[..2], rest.Slice(3, 2), "1", 6);
        return rest[5] == '-' && FeedDateText.Digits(rest[6..]) == 2
            ? Set(ref parts, rest[..2], rest.Slice(3, 2), rest.Slice(6, 2), 9)
            : 0;
    }

    private static int Signed(ReadOnlySpan<char> text, int length, ref FeedDateParts parts)
    {
        var first = text[..length];
        var rest = text[(length + 1)..];
        var second = rest[..FeedDateText.Digits(rest)];
        var taken = length + 1 + second.Length;
        if (second.Length == rest.Length || rest[second.Length] != text[length])
            return text[length] == '-' && length == 4 ? Short(text, second, taken, ref parts) : 0;
        rest = rest[(second.Length + 1)..];
        var third = rest[..FeedDateText.Digits(rest)];
        taken += 1 + third.Length;
        if (third.Length == 0 || !Ends(text, taken))
            return 0;
        // A month of three figures is a zero too many: 2003-012-31.
        if (length == 4 && third.Length <= 2 && (second.Length <= 2 || second is ['0', _, _]))
            return Set(ref parts, first, second, third, taken);
        if (length == 2 && second.Length == 2 && third.Length == 2)
            return text[2] == '-' ? Set(ref parts, first, second, third, taken) : 0;
        return length <= 2 && second.Length is 1 or 2 && third.Length == 4
            ? YearLast(text[length], first, second, third, taken, ref parts)
            : 0;
    }

    // 2025-226 is the year's 226th day; 2025-08 must stand alone.
    private static int Short(
        ReadOnlySpan<char> text,
        ReadOnlySpan<char> second,
        int taken,
        ref FeedDateParts parts
    ) =>
        second.Length switch
        {
            3 when Ends(text, taken) => Ordinal(ref parts, text[..4], second, taken),
            2 when taken == text.Length => Set(ref parts, text[..4], second, "1", taken),
            _ => 0,
        };

    // With points the day is first everywhere; otherwise half the world means the other, and a doubt is no date.
    private static int YearLast(
        char sign,
        ReadOnlySpan<char> first,
        ReadOnlySpan<char> second,
        ReadOnlySpan<char> year,
        int taken,
        ref FeedDateParts parts
    )
    {
        var (one, two) = (FeedDateText.Number(first), FeedDateText.Number(second));
        if (sign == '.' || one > 12 || one == two)
            return Set(ref parts, year, second, first, taken);
        return two > 12 ? Set(ref parts, year, first, second, taken) : 0;
    }

    private static int Ordinal(
        ref FeedDateParts parts,
        ReadOnlySpan<char> year,
        ReadOnlySpan<char> day,
        int taken
    )
    {
        var full = FeedDateParts.FullYear(FeedDateText.Number(year), year.Length);
        var number = FeedDateText.Number(day);
        if (full is < 1 or > 9999 || number < 1 || number > (DateTime.IsLeapYear(full) ? 366 : 365))
            return 0;
        var date = new DateOnly(full, 1, 1).AddDays(number - 1);
        (parts.Year, parts.Month, parts.Day) = (date.Year, date.Month, date.Day);
        return taken;
    }

    private static int Set(
        ref FeedDateParts parts,
        ReadOnlySpan<char> year,
        ReadOnlySpan<char> month,
        ReadOnlySpan<char> day,
        int taken
    )
    {
        parts.Year = FeedDateParts.FullYear(FeedDateText.Number(year), year.Length);
        (parts.Month, parts.Day) = (FeedDateText.Number(month), FeedDateText.Number(day));
        return taken;
    }

    private static bool Ends(ReadOnlySpan<char> text, int at) =>
        at == text.Length || text[at] is ' ' or ',' or 't' or 'z' or '+' or '-' or '.';
}
