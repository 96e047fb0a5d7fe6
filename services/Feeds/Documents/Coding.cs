using System.Globalization;
using Microsoft.Extensions.Primitives;

namespace Syndication.Feeds.Documents;

/// <summary>A content coding that documents are kept in.</summary>
internal enum Coding
{
    Identity,
    Gzip,
    Brotli,
}

/// <summary>Which coding a reader takes (RFC 9110 §12.5.3). Nothing here allocates: every request comes by.</summary>
internal static class CodingChoice
{
    private const int Unsaid = -1;
    private const int Full = 1000;

    /// <summary>Null where the reader takes none of them.</summary>
    public static Coding? Of(StringValues accept)
    {
        if (accept.Count == 0)
            return Coding.Identity;
        int gzip = Unsaid,
            brotli = Unsaid,
            identity = Unsaid,
            others = Unsaid;
        for (var i = 0; i < accept.Count; i++)
            foreach (var range in accept[i].AsSpan().Split(','))
                Note(accept[i].AsSpan(range), ref gzip, ref brotli, ref identity, ref others);
        gzip = gzip == Unsaid ? others : gzip;
        brotli = brotli == Unsaid ? others : brotli;
        var least = identity == Unsaid ? others : identity;
        if (brotli > 0 && brotli >= gzip && brotli >= least)
            return Coding.Brotli;
        if (gzip > 0 && gzip >= least)
            return Coding.Gzip;
        // Unsaid, it is acceptable, and less welcome than whatever was said.
        return least == 0 ? null : Coding.Identity;
    }

    private static void Note(
        ReadOnlySpan<char> text,
        ref int gzip,
        ref int brotli,
        ref int identity,
        ref int others
    )
    {
        var end = text.IndexOf(';');
        var name = (end < 0 ? text : text[..end]).Trim();
        if (Quality(end < 0 ? default : text[(end + 1)..]) is not { } quality)
            return;
        if (Is(name, "gzip") || Is(name, "x-gzip"))
            gzip = Math.Max(gzip, quality);
        else if (Is(name, "br"))
            brotli = Math.Max(brotli, quality);
        else if (Is(name, "identity"))
            identity = Math.Max(identity, quality);
        else if (name is "*")
            others = Math.Max(others, quality);
    }

    private static bool Is(ReadOnlySpan<char> name, ReadOnlySpan<char> coding) =>
        name.Equals(coding, StringComparison.OrdinalIgnoreCase);

    /// <summary>In thousandths; null for what is no quality.</summary>
    private static int? Quality(ReadOnlySpan<char> weight)
    {
        weight = weight.Trim();
        if (weight.IsEmpty)
            return Full;
        if (
            weight is not [('q' or 'Q'), '=', .. var number]
            || number.Length > 5
            || !decimal.TryParse(
                number,
                NumberStyles.AllowDecimalPoint,
                CultureInfo.InvariantCulture,
                out var quality
            )
            || quality is < 0 or > 1
        )
            return null;
        return (int)(quality * Full);
    }
}
