namespace Syndication.Ingest.Categories;

/// <summary>A category as an administrator writes it.</summary>
internal sealed record CategoryInput(string? Name, IReadOnlyList<string?>? Aliases, string? State);
