using System.Diagnostics.CodeAnalysis;

namespace Syndication.Formats;

/// <summary>A document format that feeds are written in.</summary>
public sealed class FeedFormat
{
    /// <summary>RSS 2.0.</summary>
    public static readonly FeedFormat Rss = new("rss", "application/rss+xml; charset=utf-8");

    /// <summary>Atom 1.0 (RFC 4287).</summary>
    public static readonly FeedFormat Atom = new("atom", "application/atom+xml; charset=utf-8");

    /// <summary>JSON Feed 1.1.</summary>
    public static readonly FeedFormat Json = new("json", "application/feed+json; charset=utf-8");

    private FeedFormat(string extension, string contentType)
    {
        Extension = extension;
        ContentType = contentType;
    }

    public static IReadOnlyList<FeedFormat> All { get; } = [Rss, Atom, Json];

    /// <summary>As in a feed's address, without the dot.</summary>
    public string Extension { get; }

    /// <summary>Media type with charset.</summary>
    public string ContentType { get; }

    public static bool TryParse(string? text, [NotNullWhen(true)] out FeedFormat? format)
    {
        format = All.FirstOrDefault(f => f.Extension == text);
        return format is not null;
    }

    public override string ToString() => Extension;
}
