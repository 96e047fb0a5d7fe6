namespace Syndication.Ingest.WordPress;

/// <summary>How far a site has been read; kept by the caller from one reading to the next.</summary>
/// <param name="Root">The site's REST root, once it was found.</param>
/// <param name="ModifiedUntil">The last edit seen; null before the first reading.</param>
internal sealed record WordPressMark(Uri? Root = null, DateTimeOffset? ModifiedUntil = null)
{
    public static readonly WordPressMark Start = new();
}
