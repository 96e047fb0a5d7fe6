namespace Syndication.Ingest.Articles;

/// <summary>How an article came in, which is no part of what it says.</summary>
/// <param name="SourceId">The source that brought it; null for the API.</param>
/// <param name="HoldReason">Why it must wait for the newsroom whatever its categories are; null where it need not.</param>
internal sealed record Arrival(Guid? SourceId = null, string? HoldReason = null)
{
    /// <summary>The sender that everything without a source is counted as, unless it says otherwise.</summary>
    public const string Api = "api";

    public static readonly Arrival ByApi = new();

    /// <summary>A file from elsewhere: what it says of an article that others have brought is no correction of theirs.</summary>
    public static readonly Arrival ByImport = new() { Way = "import" };

    /// <summary>
    /// When its source surely said so. What it would change of an article that was revised after that is left alone, unless
    /// the edit itself is dated later. Null where the word is the latest there is.
    /// </summary>
    public DateTimeOffset? AsOf { get; init; }

    /// <summary>A page handed in: it knows nothing of embargoes, and less than whoever wrote the article.</summary>
    public static readonly Arrival ByExtract = new() { Way = "extract" };

    /// <summary>The host that its source lies at; null for what no source brought, or where nobody asked.</summary>
    public string? Site { get; init; }

    /// <summary>Which way it came where no source brought it.</summary>
    public string Way { get; private init; } = Api;

    /// <summary>Whose word it is: two guids of one sender are two articles, those of two senders may be one.</summary>
    public string Sender => SourceId is { } source ? $"source:{source}" : Way;

    /// <summary>
    /// True for a source that speaks of another site's article: it links there, or uses that site's address for a guid.
    /// </summary>
    public bool IsStrangerTo(ArticleContent content) => !IsAtHome(content.Url) || !IsAtHome(content.Guid);

    /// <summary>True unless the address lies at a host that has nothing to do with the source's.</summary>
    public bool IsAtHome(string? address) =>
        Site is null || !CanonicalUrl.TryParse(address ?? "", out var url) || AreRelated(Site, url.IdnHost);

    // feeds.khobor.example speaks for www.khobor.example, and no further.
    private static bool AreRelated(string one, string other)
    {
        var (a, b) = ("." + Plain(one), "." + Plain(other));
        return a.EndsWith(b, StringComparison.OrdinalIgnoreCase)
            || b.EndsWith(a, StringComparison.OrdinalIgnoreCase);
    }

    private static string Plain(string host) =>
        host.StartsWith("www.", StringComparison.OrdinalIgnoreCase) ? host[4..] : host;
}
