namespace Syndication.Formats.Reading.Loose;

/// <summary>Names that hands have slipped on.</summary>
internal static class Spelling
{
    private const int Shortest = 4;

    /// <summary>Whether one name becomes the other by a letter more, less or changed, or two that changed places.</summary>
    public static bool IsSlip(ReadOnlySpan<char> one, ReadOnlySpan<char> other)
    {
        if (one.Length < Shortest || other.Length < Shortest || Math.Abs(one.Length - other.Length) > 1)
        {
            return false;
        }

        var same = one.CommonPrefixLength(other);
        one = one[same..];
        other = other[same..];
        while (one.Length > 0 && other.Length > 0 && one[^1] == other[^1])
        {
            one = one[..^1];
            other = other[..^1];
        }

        return one.Length + other.Length <= 2 && one.Length <= 1 && other.Length <= 1
            || one is [var c, var d] && other is [var e, var f] && c == f && d == e;
    }
}
