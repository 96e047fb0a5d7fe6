namespace Syndication.Feeds.Categories;

/// <summary>A category as it stands now.</summary>
internal sealed record CategoryEntry(string Slug, string Name, IReadOnlyList<string> Aliases, bool IsBlocked);
