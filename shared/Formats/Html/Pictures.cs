using AngleSharp.Dom;

namespace Syndication.Formats.Html;

/// <summary>Where a picture really is, and whether it is one to be seen.</summary>
internal static class Pictures
{
    private const int Sources = 32;

    private static readonly string[] LazyAddresses =
    [
        "data-src",
        "data-lazy-src",
        "data-original",
        "data-lazy",
    ];
    private static readonly string[] LazySets = ["data-srcset", "data-lazy-srcset"];

    private static readonly string[] PlaceholderNames =
    [
        "blank.",
        "placeholder",
        "spacer",
        "1x1",
        "lazy",
        "loading.",
        "loader.",
        "transparent",
        "pixel.",
    ];

    /// <summary>The picture's address: the one that a script would load later, before a placeholder's.</summary>
    public static string? Source(IElement image, Uri? baseUrl) =>
        image.Attributes.Length == 0
            ? FromPicture(image, baseUrl)
            : Lazy(image, baseUrl)
                ?? SafeUrl.Resource(image.GetAttribute("src"), baseUrl)
                ?? Srcset.Best(image.GetAttribute("srcset"), baseUrl)
                ?? FromPicture(image, baseUrl);

    /// <summary>Whether another picture is shown until a script finds the real one, and we cannot.</summary>
    public static bool IsPlaceholder(IElement image) =>
        Lazy(image, baseUrl: new Uri("https://localhost/")) is null
        && (
            image.GetAttribute("class")?.Contains("lazy", StringComparison.OrdinalIgnoreCase) == true
            || (image.GetAttribute("src") is { Length: < 2048 } src && HasPlaceholderName(src))
        );

    /// <summary>Pixels or cells, 2 to 20,000; null for all else.</summary>
    public static int? Size(string? text) => Number(text) is { } size and > 1 and <= 20_000 ? size : null;

    /// <summary>A number as HTML §2.3.4 reads it, what follows its figures left out; null for parts of a hundred.</summary>
    public static int? Number(string? text)
    {
        var rest = text.AsSpan().TrimStart(" \t\n\r\f");
        var (count, value) = (0, 0);
        for (; count < rest.Length && char.IsAsciiDigit(rest[count]); count++)
        {
            value = Math.Min((value * 10) + rest[count] - '0', 1_000_000);
        }

        return count == 0 || rest.Contains('%') ? null : value;
    }

    /// <summary>A picture of a pixel counts readers, and nobody sees it.</summary>
    public static bool IsTracker(IElement image) =>
        image.Attributes.Length > 0
        && (
            Number(image.GetAttribute("width")) is <= 1
            || Number(image.GetAttribute("height")) is <= 1
            || image.HasAttribute("hidden")
            || HidingStyle.IsIn(image.GetAttribute("style"))
        );

    private static string? Lazy(IElement image, Uri? baseUrl)
    {
        foreach (var name in LazyAddresses)
        {
            if (SafeUrl.Resource(image.GetAttribute(name), baseUrl) is { } address)
            {
                return address;
            }
        }

        foreach (var name in LazySets)
        {
            if (Srcset.Best(image.GetAttribute(name), baseUrl) is { } address)
            {
                return address;
            }
        }

        return null;
    }

    private static string? FromPicture(IElement image, Uri? baseUrl) =>
        image.ParentElement is { LocalName: "picture" } picture
            ? picture
                .Children.Take(Sources)
                .Where(c => c.LocalName == "source")
                .Select(source =>
                    Srcset.Best(source.GetAttribute("srcset"), baseUrl)
                    ?? Srcset.Best(source.GetAttribute("data-srcset"), baseUrl)
                )
                .FirstOrDefault(address => address is not null)
            : null;

    private static bool HasPlaceholderName(string address)
    {
        var name = address.AsSpan(address.LastIndexOf('/') + 1);
        foreach (var word in PlaceholderNames)
        {
            if (name.Contains(word, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return false;
    }
}
