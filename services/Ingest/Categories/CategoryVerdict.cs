namespace Syndication.Ingest.Categories;

/// <summary>An article's category names, sorted: slugs that may pass, slugs that may not, names nobody knows.</summary>
internal sealed record CategoryVerdict(
    IReadOnlyList<string> Allowed,
    IReadOnlyList<string> Blocked,
    IReadOnlyList<string> Unknown
)
{
    /// <summary>Bears a blocked category and no allowed one to make up for it.</summary>
    public bool Refuses => Allowed.Count == 0 && Blocked.Count > 0;
}
