using Syndication.Contracts;

namespace Syndication.Ingest.Categories;

/// <summary>A category as it stands now; <paramref name="Version"/> is 0 as configured and grows with each change.</summary>
internal sealed record Category(
    string Slug,
    string Name,
    IReadOnlyList<string> Aliases,
    CategoryState State,
    long Version
)
{
    public CategoryDefined ToContract() =>
        new()
        {
            Slug = Slug,
            Name = Name,
            Aliases = Aliases,
            State = State,
            Version = Version,
        };
}
