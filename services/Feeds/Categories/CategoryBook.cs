using System.Collections.Frozen;
using Syndication.Contracts;
using Syndication.Feeds.Entries;
using Syndication.Hosting.Publication;

namespace Syndication.Feeds.Categories;

/// <summary>Every category at one moment: those configured, overlaid by those that were told.</summary>
internal sealed class CategoryBook
{
    private readonly FrozenDictionary<string, CategoryEntry> _bySlug;
    private readonly FrozenDictionary<string, CategoryEntry> _byName;

    public CategoryBook(IReadOnlyList<CategorySetting> configured, DefinedCategories told)
    {
        Told = told;
        var all = Overlay(configured, told.All);
        All = all;
        _bySlug = all.ToFrozenDictionary(c => c.Slug, StringComparer.Ordinal);
        _byName = ByName(all).ToFrozenDictionary(StringComparer.Ordinal);
    }

    /// <summary>The state of the definitions that it was made from.</summary>
    public Stamp Stamp => Told.Stamp;

    public DefinedCategories Told { get; }

    /// <summary>Every category, as configured and then by slug; blocked ones too.</summary>
    public IReadOnlyList<CategoryEntry> All { get; }

    /// <summary>The category with this slug, or null.</summary>
    public CategoryEntry? Find(string slug) => _bySlug.GetValueOrDefault(slug);

    /// <summary>The category that goes by this slug, name or alias, or null.</summary>
    public CategoryEntry? Resolve(string text) =>
        Find(text) ?? (CategoryName.Key(text) is { } key ? _byName.GetValueOrDefault(key) : null);

    private static List<CategoryEntry> Overlay(
        IReadOnlyList<CategorySetting> configured,
        IReadOnlyList<CategoryDefined> told
    )
    {
        var bySlug = told.ToDictionary(c => c.Slug, StringComparer.Ordinal);
        var all = new List<CategoryEntry>();
        foreach (var setting in configured)
            // Version 0 is somebody's configuration; here, ours is at least as good.
            if (bySlug.Remove(setting.Slug, out var later) && later.Version > 0)
                all.Add(Entry(later));
            else
                all.Add(new(setting.Slug, setting.Name, setting.Aliases, setting.IsBlocked));
        all.AddRange(bySlug.Values.OrderBy(c => c.Slug, StringComparer.Ordinal).Select(Entry));
        return all;
    }

    private static CategoryEntry Entry(CategoryDefined told) =>
        new(told.Slug, told.Name, told.Aliases, told.State == CategoryState.Blocked);

    // A slug goes before a name, a name before an alias, whoever else bears it.
    private static Dictionary<string, CategoryEntry> ByName(List<CategoryEntry> all)
    {
        var byName = new Dictionary<string, CategoryEntry>(StringComparer.Ordinal);
        foreach (var category in all)
            Add(category.Slug, category);
        foreach (var category in all)
            Add(category.Name, category);
        foreach (var category in all)
        foreach (var alias in category.Aliases)
            Add(alias, category);
        return byName;

        void Add(string name, CategoryEntry category)
        {
            if (CategoryName.Key(name) is { Length: > 0 } key)
                byName.TryAdd(key, category);
        }
    }
}
