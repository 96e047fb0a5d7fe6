namespace Syndication.Formats.Dates;

/// <summary>Dates as Atom and JSON Feed have them: <c>2025-08-13T06:43:00.000Z</c>, always in UTC.</summary>
public static class Rfc3339Date
{
    /// <summary>Bytes that <see cref="TryFormat"/> writes.</summary>
    public const int Length = 24;

    /// <summary>
    /// Writes the instant as ASCII, in milliseconds (entries of one second stay apart); false where
    /// <paramref name="destination"/> is too small.
    /// </summary>
    public static bool TryFormat(DateTimeOffset instant, Span<byte> destination, out int written)
    {
        written = 0;
        if (destination.Length < Length)
        {
            return false;
        }

        "0000-00-00T00:00:00.000Z"u8.CopyTo(destination);
        var utc = instant.UtcDateTime;
        Digits(destination[..4], utc.Year);
        Digits(destination[5..7], utc.Month);
        Digits(destination[8..10], utc.Day);
        Digits(destination[11..13], utc.Hour);
        Digits(destination[14..16], utc.Minute);
        Digits(destination[17..19], utc.Second);
        Digits(destination[20..23], utc.Millisecond);
        written = Length;
        return true;
    }

    private static void Digits(Span<byte> field, int value)
    {
        for (var i = field.Length - 1; i >= 0; i--)
        {
            field[i] = (byte)('0' + (value % 10));
            value /= 10;
        }
    }
}
