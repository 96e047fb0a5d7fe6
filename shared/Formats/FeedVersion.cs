namespace Syndication.Formats;

/// <summary>The dialect a document was found to be written in.</summary>
public enum FeedVersion
{
    /// <summary>A feed, though of no version that is known.</summary>
    Unknown,

    /// <summary>RSS 0.90, Netscape's first, in RDF.</summary>
    Rss090,

    /// <summary>RSS 0.91, Netscape's or Userland's.</summary>
    Rss091,

    /// <summary>RSS 0.92 and what resembles it (0.93, 0.94).</summary>
    Rss092,

    /// <summary>RSS 1.0, in RDF.</summary>
    Rss10,

    /// <summary>RSS 2.0.</summary>
    Rss20,

    /// <summary>Atom 0.3.</summary>
    Atom03,

    /// <summary>Atom 1.0 (RFC 4287).</summary>
    Atom10,

    /// <summary>JSON Feed 1.0.</summary>
    Json10,

    /// <summary>JSON Feed 1.1.</summary>
    Json11,

    /// <summary>Channel Definition Format, of 1997.</summary>
    Cdf,
}
