using System.Globalization;
using AngleSharp.Dom;

namespace Syndication.Formats.Html;

/// <summary>Where a picture really is, and whether it is one to be seen.</summary>
internal static class Pictures
{
    /// <summary>The picture's address: the one that a script would load later, before a placeholder's.</summary>
    public static string? Source(IElement image, Uri? baseUrl) =>
        SafeUrl.Resource(image.GetAttribute("data-src"), baseUrl)
        ?? SafeUrl.Resource(image.GetAttribute("data-lazy-src"), baseUrl)
        ?? SafeUrl.Resource(image.GetAttribute("data-original"), baseUrl)
        ?? SafeUrl.Resource(First(image.GetAttribute("data-srcset")), baseUrl)
        ?? SafeUrl.Resource(image.GetAttribute("src"), baseUrl)
        ?? SafeUrl.Resource(First(image.GetAttribute("srcset")), baseUrl);

    /// <summary>Pixels, 2 to 20,000; null for all else.</summary>
    public static int? Size(string? text) => Number(text) is { } size and > 1 and <= 20_000 ? size : null;

    /// <summary>A picture of a pixel counts readers, and nobody sees it.</summary>
    public static bool IsTracker(IElement image) =>
        Number(image.GetAttribute("width")) is <= 1
        || Number(image.GetAttribute("height")) is <= 1
        || (image.GetAttribute("style") is { } style && style.Split(';').Any(Hides));

    private static bool Hides(string declaration)
    {
        var words = declaration.Replace(" ", "", StringComparison.Ordinal).ToLowerInvariant();
        return words
            is "display:none"
                or "visibility:hidden"
                or "width:0"
                or "height:0"
                or "width:0px"
                or "height:0px"
                or "width:1px"
                or "height:1px";
    }

    private static int? Number(string? text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    // HTML §4.8.4.2: an address, a blank, a descriptor; candidates are apart by commas.
    private static string? First(string? srcset)
    {
        var text = srcset?.TrimStart([' ', '\t', '\n', '\r', '\f', ',']);
        var end = text?.AsSpan().IndexOfAny(" \t\n\r\f") ?? -1;
        return (end < 0 ? text : text![..end])?.TrimEnd(',');
    }
}
