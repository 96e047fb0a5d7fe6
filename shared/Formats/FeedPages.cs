namespace Syndication.Formats;

/// <summary>Where the rest of a feed is, and what part this document is of it (RFC 5005).</summary>
public sealed record FeedPages
{
    public static readonly FeedPages None = new();

    /// <summary>URL of the page with the newest entries (§3).</summary>
    public string? First { get; init; }

    /// <summary>URL of the page with newer entries (§3).</summary>
    public string? Previous { get; init; }

    /// <summary>URL of the page with older entries (§3).</summary>
    public string? Next { get; init; }

    /// <summary>URL of the page with the oldest entries (§3).</summary>
    public string? Last { get; init; }

    /// <summary>URL of the document that goes on changing, told by an archive (§4).</summary>
    public string? Current { get; init; }

    /// <summary>URL of the archive before this document (§4).</summary>
    public string? PreviousArchive { get; init; }

    /// <summary>URL of the archive after this document (§4).</summary>
    public string? NextArchive { get; init; }

    /// <summary>This document will not change (§4: <c>fh:archive</c>).</summary>
    public bool IsArchive { get; init; }

    /// <summary>What is not in this document is no longer in the feed (§2: <c>fh:complete</c>).</summary>
    public bool IsComplete { get; init; }
}
