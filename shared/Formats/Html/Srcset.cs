using System.Globalization;

namespace Syndication.Formats.Html;

/// <summary>The candidates of an image in several sizes (HTML §4.8.4.2.2).</summary>
internal static class Srcset
{
    private const int Candidates = 32;
    private const string Blanks = " \t\n\r\f";

    // Wide enough for any column of text, twice as dense as the coarsest screen.
    private const double Wide = 2_048;
    private const double OneFold = 1_024;

    /// <summary>The largest that a page of text can use, or the smallest there is.</summary>
    public static string? Best(string? srcset, Uri? baseUrl)
    {
        string? best = null;
        var width = 0.0;
        var rest = srcset.AsSpan();
        for (var i = 0; i < Candidates && Next(ref rest, out var address, out var size); i++)
        {
            var better = size <= Wide ? width > Wide || size > width : width > Wide && size < width;
            if ((best is null || better) && SafeUrl.Resource(address.ToString(), baseUrl) is { } safe)
            {
                (best, width) = (safe, size);
            }
        }

        return best;
    }

    private static bool Next(ref ReadOnlySpan<char> rest, out ReadOnlySpan<char> address, out double size)
    {
        rest = rest.TrimStart(Blanks + ",");
        var end = rest.IndexOfAny(Blanks);
        address = end < 0 ? rest : rest[..end];
        rest = rest[address.Length..];
        size = OneFold;
        if (address is [.., ','])
        {
            address = address.TrimEnd(',');
            return true;
        }

        var comma = rest.IndexOf(',');
        var descriptor = (comma < 0 ? rest : rest[..comma]).Trim(Blanks);
        rest = comma < 0 ? default : rest[(comma + 1)..];
        size = Size(descriptor);
        return address.Length > 0;
    }

    private static double Size(ReadOnlySpan<char> descriptor) =>
        descriptor is [.., var unit and ('w' or 'x')]
        && double.TryParse(
            descriptor[..^1],
            NumberStyles.AllowDecimalPoint,
            CultureInfo.InvariantCulture,
            out var number
        )
            ? unit == 'w'
                ? number
                : number * OneFold
            : OneFold;
}
