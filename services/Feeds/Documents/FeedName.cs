using System.Diagnostics.CodeAnalysis;
using Syndication.Formats;

namespace Syndication.Feeds.Documents;

/// <summary>The last part of a feed's address: a selector and, unless it is to be negotiated, a format.</summary>
internal sealed record FeedName(string Selector, FeedFormat? Format)
{
    /// <summary>With its dot, or empty.</summary>
    public string Suffix => Format is null ? "" : $".{Format.Extension}";

    public static bool TryParse(string text, [NotNullWhen(true)] out FeedName? name)
    {
        name = null;
        var dot = text.LastIndexOf('.');
        if (dot < 0)
            name = new(text, Format: null);
        else if (FeedFormat.TryParse(text[(dot + 1)..], out var format))
            name = new(text[..dot], format);
        return name is { Selector.Length: > 0 };
    }
}
