using Syndication.Contracts;
using Syndication.Hosting.Publication;

namespace Syndication.Ingest.Categories;

/// <summary>What may pass: the categories as they stand, found by slug, name or alias.</summary>
internal sealed class CategoryPolicy
{
    private readonly Dictionary<string, Category> _byName = new(StringComparer.Ordinal);

    public CategoryPolicy(IEnumerable<Category> categories)
    {
        All = [.. categories.OrderBy(c => c.Slug, StringComparer.Ordinal)];
        Blocked = All.Where(c => c.State == CategoryState.Blocked).Select(c => c.Slug).ToHashSet();
        // Slugs first: no name or alias may take another category's slug.
        foreach (var category in All)
            _byName.TryAdd(category.Slug.ToUpperInvariant(), category);
        foreach (var category in All)
        {
            foreach (var name in category.Aliases.Prepend(category.Name))
            {
                if (CategoryName.Key(name) is { Length: > 0 } key)
                    _byName.TryAdd(key, category);
            }
        }
    }

    public IReadOnlyList<Category> All { get; }

    /// <summary>Slugs of those that nothing may be filed under.</summary>
    public IReadOnlySet<string> Blocked { get; }

    public Category? Find(string name) =>
        CategoryName.Key(name) is { } key ? _byName.GetValueOrDefault(key) : null;

    /// <summary>Sorts the names that a sender gave.</summary>
    public CategoryVerdict Judge(IEnumerable<string> names)
    {
        List<string> allowed = [];
        List<string> blocked = [];
        List<string> unknown = [];
        foreach (var name in names)
        {
            var category = Find(name);
            var (pile, entry) = category switch
            {
                null => (unknown, name),
                { State: CategoryState.Blocked } => (blocked, category.Slug),
                _ => (allowed, category.Slug),
            };
            if (!pile.Contains(entry))
                pile.Add(entry);
        }
        return new(allowed, blocked, unknown);
    }
}
