namespace Syndication.Contracts;

/// <summary>
/// An article that nobody may hear of yet: whatever else would tell of it waits until it is published, which is told by
/// <see cref="ArticlePublished"/>; or taken back, which is told by <see cref="ArticleStanding"/>. Told again when the embargo
/// is moved.
/// </summary>
public sealed record ArticleEmbargoed
{
    public required Guid ArticleId { get; init; }

    public required int Revision { get; init; }

    /// <summary>When it is to be published; it may be sooner or later in the end.</summary>
    public required DateTimeOffset Until { get; init; }
}
