namespace Syndication.EndToEnd.Tests.Newsroom;

/// <summary>What the API answers about an article, as far as tests look.</summary>
internal sealed record Stored
{
    public required Guid Id { get; init; }
    public required string FeedId { get; init; }
    public required int Revision { get; init; }
    public required string State { get; init; }
    public required string Title { get; init; }
    public IReadOnlyList<string> Categories { get; init; } = [];
    public DateTimeOffset? PublishedAt { get; init; }
}
