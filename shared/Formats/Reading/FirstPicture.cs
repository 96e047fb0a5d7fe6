using System.Globalization;
using System.Net;

namespace Syndication.Formats.Reading;

/// <summary>The first picture of a text that was cleaned, and so is written in one way only.</summary>
public static class FirstPicture
{
    /// <returns>Null where there is none that is on the web.</returns>
    public static FeedImage? In(string? html)
    {
        var start = html?.IndexOf("<img src=\"http", StringComparison.Ordinal) ?? -1;
        if (start < 0)
        {
            return null;
        }

        var end = html!.IndexOf('>', start);
        var tag = end < 0 ? html[start..] : html[start..end];
        return Value(tag, "src") is { } url
            ? new(
                url,
                Value(tag, "alt") is { Length: > 0 } alt ? alt : null,
                Size(tag, "width"),
                Size(tag, "height")
            )
            : null;
    }

    private static int? Size(string tag, string name) =>
        int.TryParse(Value(tag, name), NumberStyles.None, CultureInfo.InvariantCulture, out var size)
            ? size
            : null;

    private static string? Value(string tag, string name)
    {
        var start = tag.IndexOf($" {name}=\"", StringComparison.Ordinal);
        if (start < 0)
        {
            return null;
        }

        start += name.Length + 3;
        var end = tag.IndexOf('"', start);
        return end < 0 ? null : WebUtility.HtmlDecode(tag[start..end]);
    }
}
