namespace Syndication.Ingest.Articles;

/// <summary>How an article came in, which is no part of what it says.</summary>
/// <param name="SourceId">The source that brought it; null for the API.</param>
/// <param name="HoldReason">Why it must wait for the newsroom whatever its categories are; null where it need not.</param>
internal sealed record Arrival(Guid? SourceId = null, string? HoldReason = null)
{
    public static readonly Arrival ByApi = new();
}
