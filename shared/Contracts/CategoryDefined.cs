namespace Syndication.Contracts;

/// <summary>A category is new or has changed; the greatest <see cref="Version"/> of a slug wins.</summary>
public sealed record CategoryDefined
{
    public required string Slug { get; init; }
    public required string Name { get; init; }
    public IReadOnlyList<string> Aliases { get; init; } = [];
    public required CategoryState State { get; init; }

    /// <summary>0 as configured, then 1, 2, … with each change at run time.</summary>
    public required long Version { get; init; }
}
