using AngleSharp.Dom;

namespace Syndication.Ingest.Pages;

/// <summary>Pictures whose address a script would have put in place.</summary>
internal static class LazyImages
{
    private static readonly string[] Attributes =
    [
        "data-src",
        "data-lazy-src",
        "data-original",
        "data-orig-file",
    ];

    public static string? Source(IElement picture)
    {
        var source = picture.GetAttribute("src");
        if (
            !string.IsNullOrWhiteSpace(source)
            && !source.StartsWith("data:", StringComparison.OrdinalIgnoreCase)
        )
            return source;
        return Attributes.Select(picture.GetAttribute).FirstOrDefault(a => !string.IsNullOrWhiteSpace(a));
    }

    public static void Wake(IElement body)
    {
        foreach (var picture in body.QuerySelectorAll("img"))
        {
            if (Source(picture) is { } source)
                picture.SetAttribute("src", source);
        }
    }
}
