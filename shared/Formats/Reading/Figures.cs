using System.Globalization;

namespace Syndication.Formats.Reading;

/// <summary>Whole numbers, in the digits of any script.</summary>
internal static class Figures
{
    private const int Longest = 18;

    /// <summary>The number, 0 and up; null where the text is anything else.</summary>
    public static long? Read(string? text)
    {
        var digits = text.AsSpan().Trim();
        if (digits.Length is 0 or > Longest)
        {
            return null;
        }

        var number = 0L;
        foreach (var c in digits)
        {
            if (CharUnicodeInfo.GetDecimalDigitValue(c) is not (>= 0 and var digit))
            {
                return null;
            }

            number = (number * 10) + digit;
        }

        return number;
    }

    /// <summary>The same, where it is of a size that is meant.</summary>
    public static int? Small(string? text) =>
        Read(text) is { } number and <= int.MaxValue ? (int)number : null;
}
