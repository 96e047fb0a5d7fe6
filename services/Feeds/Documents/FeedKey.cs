using Syndication.Formats;

namespace Syndication.Feeds.Documents;

/// <summary>Names one document; <paramref name="Limit"/> is null where nobody asked for a number of entries.</summary>
internal readonly record struct FeedKey(string Selector, FeedFormat Format, int? Limit)
{
    public const int DefaultLimit = 50;
    public const int GreatestLimit = 200;

    /// <summary>The document's own address below the origin, in its one canonical form.</summary>
    public string Path =>
        Limit is { } limit
            ? FormattableString.Invariant($"/feeds/{Selector}.{Format.Extension}?limit={limit}")
            : $"/feeds/{Selector}.{Format.Extension}";
}
