namespace Syndication.Ingest.Articles;

/// <summary>A valid article on its way in.</summary>
/// <param name="Content">Normalised and sanitised; its categories are still the sender's names.</param>
/// <param name="PublishedAt">As the sender says, if it does.</param>
/// <param name="UpdatedAt">As the sender says, if it does.</param>
/// <param name="Significant">The edit should move <c>updated</c> in feeds.</param>
internal sealed record ArticleDraft(
    ArticleContent Content,
    DateTimeOffset? PublishedAt,
    DateTimeOffset? UpdatedAt,
    bool Significant
)
{
    /// <summary>Slugs that nothing may be filed under any more.</summary>
    public IReadOnlySet<string> Blocked { get; init; } = new HashSet<string>();

    public Arrival Arrival { get; init; } = Arrival.ByApi;
}
