using Syndication.Feeds.Documents;
using Syndication.Feeds.Entries;

namespace Syndication.Feeds.Directories;

/// <summary>A page, a list or a sitemap as it goes out, with what it was made from.</summary>
internal sealed class SiteDocument(byte[] bytes)
{
    public FeedBodies Bodies { get; } = new(bytes);

    public required string ContentType { get; init; }

    /// <summary>Null where it depends on no article.</summary>
    public Selection? Source { get; init; }

    /// <summary>The state of the articles.</summary>
    public Stamp Entries { get; init; }

    /// <summary>The state of the categories.</summary>
    public required Stamp Categories { get; init; }

    /// <summary>When its newest change was made, in whole seconds; null where nobody knows.</summary>
    public DateTimeOffset? ModifiedAt { get; init; }

    /// <summary>Afterwards the clock alone has made another document of it.</summary>
    public DateTimeOffset GoodUntil { get; init; } = DateTimeOffset.MaxValue;

    /// <summary>The value of <c>Content-Security-Policy</c>.</summary>
    public string Policy { get; init; } = "sandbox; default-src 'none'";

    /// <summary>True where the same address gives something else to who asks for another type.</summary>
    public bool IsNegotiated { get; init; }
}
