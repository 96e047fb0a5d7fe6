using System.Runtime.InteropServices;

namespace Syndication.Formats.Dates;

/// <summary>The two figures beside a month's name, of which one is the day and the other the year.</summary>
[StructLayout(LayoutKind.Auto)]
internal struct FeedDateNumbers
{
    private (int Value, int Length) _first;
    private (int Value, int Length) _second;

    public int Count { get; private set; }

    public readonly bool IsEmpty => Count == 0;

    public bool Add(ReadOnlySpan<char> digits)
    {
        var number = (FeedDateText.Number(digits), digits.Length);
        (_first, _second) = Count == 0 ? (number, default) : (_first, number);
        // Three figures count the years since 1900 (RFC 2822 §4.3), and so bear no zero before them.
        return ++Count <= 2 && digits.Length <= 4 && (digits.Length != 3 || digits[0] != '0');
    }

    public readonly bool TryComplete(ref FeedDateParts parts)
    {
        if (Count != 2 || parts.Month == 0)
            return false;
        var (day, year) = _first.Length > 2 ? (_second, _first) : (_first, _second);
        if (day.Length > 2 || year.Length < 2)
            return false;
        (parts.Day, parts.Year) = (day.Value, FeedDateParts.FullYear(year.Value, year.Length));
        return true;
    }
}
