using Syndication.Contracts;
using Syndication.Ingest.Categories;

namespace Syndication.Ingest.Store;

/// <summary>A category that was changed at run time.</summary>
internal sealed class CategoryRow
{
    public required string Slug { get; init; }
    public string Name { get; set; } = "";
    public List<string> Aliases { get; set; } = [];
    public CategoryState State { get; set; }
    public long Version { get; set; }

    public void Take(Category category)
    {
        Name = category.Name;
        Aliases = [.. category.Aliases];
        State = category.State;
        Version = category.Version;
    }

    public Category ToCategory() => new(Slug, Name, Aliases, State, Version);
}
