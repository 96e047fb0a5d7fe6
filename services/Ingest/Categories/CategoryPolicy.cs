using System.Text;
using Syndication.Contracts;

namespace Syndication.Ingest.Categories;

/// <summary>What may pass: the categories as they stand, found by slug, name or alias.</summary>
internal sealed class CategoryPolicy
{
    private readonly Dictionary<string, Category> _byName = new(StringComparer.Ordinal);

    public CategoryPolicy(IEnumerable<Category> categories)
    {
        All = [.. categories.OrderBy(c => c.Slug, StringComparer.Ordinal)];
        // Slugs first: no name or alias may take another category's slug.
        foreach (var category in All)
            _byName.TryAdd(Key(category.Slug), category);
        foreach (var category in All)
        {
            foreach (var name in category.Aliases.Prepend(category.Name))
                _byName.TryAdd(Key(name), category);
        }
    }

    public IReadOnlyList<Category> All { get; }

    public Category? Find(string name) => _byName.GetValueOrDefault(Key(name));

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

    // NFC because ড় ঢ় য় are written in two ways; case because senders differ in it; ZWJ and ZWNJ carry meaning and stay.
    private static string Key(string name)
    {
        var words = name.Normalize(NormalizationForm.FormC)
            .Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        return string.Join(' ', words).ToUpperInvariant();
    }
}
