namespace Syndication.Contracts;

/// <summary>Everything current has been told again; <paramref name="Articles"/> counts the published ones.</summary>
public sealed record RebuildFinished(Guid RebuildId, long Articles);
