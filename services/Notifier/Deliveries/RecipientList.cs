namespace Syndication.Notifier.Deliveries;

/// <summary>
/// Growing numbers as bytes: each as its distance from the one before, seven bits to a byte, the low ones first, with the
/// high bit set on all but the last. Neighbours take one byte each.
/// </summary>
internal static class RecipientList
{
    /// <exception cref="ArgumentException">They do not grow, or one is negative.</exception>
    public static byte[] Pack(IReadOnlyList<long> numbers)
    {
        var bytes = new List<byte>(numbers.Count * 2);
        var last = -1L;
        foreach (var number in numbers)
        {
            if (number <= last)
                throw new ArgumentException($"{number} comes after {last}.", nameof(numbers));
            var rest = (ulong)(number - last);
            for (; rest >= 0x80; rest >>= 7)
                bytes.Add((byte)(rest | 0x80));
            bytes.Add((byte)rest);
            last = number;
        }
        return [.. bytes];
    }

    /// <exception cref="FormatException">The bytes end within a number.</exception>
    public static long[] Unpack(ReadOnlySpan<byte> bytes)
    {
        var numbers = new List<long>(bytes.Length);
        var (last, step, shift) = (-1L, 0UL, 0);
        foreach (var part in bytes)
        {
            step |= (ulong)(part & 0x7F) << shift;
            shift += 7;
            if ((part & 0x80) != 0)
                continue;
            numbers.Add(last += (long)step);
            (step, shift) = (0, 0);
        }
        return shift == 0 ? [.. numbers] : throw new FormatException("The list of recipients is cut off.");
    }

    /// <summary>The first number; -1 where there is none.</summary>
    public static long First(ReadOnlySpan<byte> bytes)
    {
        var end = bytes.IndexOfAnyInRange((byte)0, (byte)0x7F);
        return end < 0 ? -1 : Unpack(bytes[..(end + 1)])[0];
    }
}
