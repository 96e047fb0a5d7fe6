using Syndication.Feeds.Entries;
using Syndication.Hosting.Publication;

namespace Syndication.Feeds.Categories;

/// <summary>Holds the book of categories that is current.</summary>
internal sealed class CategoryShelf(
    IReadOnlyList<CategorySetting> configured,
    IEntryStore entries,
    StoreView view
) : IDisposable
{
    private readonly SemaphoreSlim _one = new(1);
    private volatile CategoryBook _book = new(configured, new(default, []));
    private bool _isOverlaid;

    public CategoryBook Book => _book;

    /// <summary>False until everything that was ever told can be in the book.</summary>
    public bool IsKnown { get; private set; }

    /// <summary>Reads the book anew if a later one is known to exist.</summary>
    public async Task RefreshAsync(CancellationToken ct)
    {
        await _one.WaitAsync(ct);
        try
        {
            if (view.IsCurrent(Selector.Categories, _book.Stamp) && !(_isOverlaid && IsWhole))
                return;
            var told = await entries.ReadCategoriesAsync(ct);
            _isOverlaid = !IsWhole || told.Stamp.Epoch != view.Looked.Epoch;
            _book = new(configured, _isOverlaid ? Overlay(told) : told);
            IsKnown |= !_isOverlaid;
        }
        finally
        {
            _one.Release();
        }
    }

    /// <summary>Puts up what was told in an earlier life, unless something was told in this one.</summary>
    public void Restore(DefinedCategories told)
    {
        if (_book.Stamp != default)
            return;
        _book = new(configured, told);
        IsKnown = true;
    }

    public void Dispose() => _one.Dispose();

    private bool IsWhole => view.Standing == Standing.Serving;

    // A store that was emptied, or came back with an old file, has yet to be told: what is known here from before must not be
    // forgotten meanwhile, or a blocked category would be open and a new one unknown.
    private DefinedCategories Overlay(DefinedCategories told)
    {
        var all = _book.Told.All.ToDictionary(c => c.Slug, StringComparer.Ordinal);
        foreach (var category in told.All)
            if (!all.TryGetValue(category.Slug, out var known) || CategoryOrder.Replaces(category, known))
                all[category.Slug] = category;
        return new(told.Stamp, [.. all.Values]);
    }
}
