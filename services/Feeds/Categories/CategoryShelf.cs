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

    public CategoryBook Book => _book;

    /// <summary>Reads the book anew if a later one is known to exist.</summary>
    public async Task RefreshAsync(CancellationToken ct)
    {
        await _one.WaitAsync(ct);
        try
        {
            if (!view.IsCurrent(Selector.Categories, _book.Stamp))
                _book = new(configured, await entries.ReadCategoriesAsync(ct));
        }
        finally
        {
            _one.Release();
        }
    }

    /// <summary>Puts up what was told in an earlier life, unless something was told in this one.</summary>
    public void Restore(DefinedCategories told)
    {
        if (_book.Stamp == default)
            _book = new(configured, told);
    }

    public void Dispose() => _one.Dispose();
}
