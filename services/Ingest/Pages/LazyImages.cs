using System.Globalization;
using AngleSharp.Dom;

namespace Syndication.Ingest.Pages;

/// <summary>Pictures whose address a script would have put in place, and those of AMP.</summary>
internal static class LazyImages
{
    private static readonly string[] Addresses =
    [
        "data-src",
        "data-lazy-src",
        "data-original",
        "data-orig-file",
        "data-lazy",
        "data-url",
    ];

    private static readonly string[] Sets = ["data-srcset", "data-lazy-srcset", "srcset"];

    /// <summary>What a script would show comes first: until then a blank picture stands there.</summary>
    public static string? Source(IElement picture) =>
        Addresses.Select(picture.GetAttribute).FirstOrDefault(IsAddress)
        ?? (picture.GetAttribute("src") is { } source && IsAddress(source) ? source : null)
        ?? Sets.Select(s => Largest(picture.GetAttribute(s))).FirstOrDefault(s => s is not null)
        ?? (picture.ParentElement is { LocalName: "picture" } frame ? OfFrame(frame) : null)
        ?? Unscripted(picture)?.GetAttribute("src");

    /// <summary>Gives every picture its address; those that are left without one go.</summary>
    public static void Wake(IElement body)
    {
        foreach (var picture in body.QuerySelectorAll("amp-img, amp-anim").ToList())
            Settle(picture);
        foreach (var picture in body.QuerySelectorAll("img").ToList())
        {
            if (picture.Closest("noscript") is not null)
                continue;
            if (Source(picture) is not { } source)
                continue;
            picture.SetAttribute("src", source);
            foreach (var name in Addresses.Concat(Sets))
                picture.RemoveAttribute(name);
        }
    }

    private static void Settle(IElement amp)
    {
        var picture = amp.Owner!.CreateElement("img");
        foreach (var name in (ReadOnlySpan<string>)["src", "srcset", "alt", "width", "height"])
        {
            if (amp.GetAttribute(name) is { } value)
                picture.SetAttribute(name, value);
        }
        amp.Replace(picture);
    }

    private static bool IsAddress(string? text) =>
        !string.IsNullOrWhiteSpace(text)
        && !text.StartsWith("data:", StringComparison.OrdinalIgnoreCase)
        && !text.StartsWith("about:", StringComparison.OrdinalIgnoreCase);

    // "a.jpg 400w, b.jpg 1200w" or "a.jpg, b.jpg 2x".
    private static string? Largest(string? set)
    {
        if (set is null or { Length: > 8192 })
            return null;
        return set.Split(", ")
            .Select(c => c.Trim().Split(' '))
            .Where(c => IsAddress(c[0]))
            .MaxBy(c => c.Length > 1 ? Size(c[^1]) : 1)
            ?[0].TrimEnd(',');
    }

    private static double Size(string descriptor) =>
        double.TryParse(
            descriptor.AsSpan().TrimEnd("wxh"),
            NumberStyles.AllowDecimalPoint,
            CultureInfo.InvariantCulture,
            out var size
        )
            ? size
            : 0;

    private static string? OfFrame(IElement frame) =>
        frame
            .QuerySelectorAll("source")
            .SelectMany(s => Sets.Select(n => Largest(s.GetAttribute(n))))
            .FirstOrDefault(s => s is not null);

    // The same picture for browsers without scripts stands right behind, or within.
    private static IElement? Unscripted(IElement picture) =>
        (
            picture.NextElementSibling is { LocalName: "noscript" } next
                ? next
                : picture.QuerySelector("noscript")
        )?.QuerySelector("img[src]");
}
