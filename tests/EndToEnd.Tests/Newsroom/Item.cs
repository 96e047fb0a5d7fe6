namespace Syndication.EndToEnd.Tests.Newsroom;

/// <summary>An entry as a reader of any of the three formats sees it.</summary>
internal sealed record Item
{
    public required string Id { get; init; }
    public required string Title { get; init; }
    public string? Author { get; init; }
    public DateTimeOffset? Published { get; init; }
    public IReadOnlyList<string> Categories { get; init; } = [];
}
