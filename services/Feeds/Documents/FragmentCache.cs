using System.Runtime.InteropServices;
using Microsoft.Extensions.Options;
using Syndication.Contracts;
using Syndication.Feeds.Caching;
using Syndication.Feeds.Entries;
using Syndication.Formats;

namespace Syndication.Feeds.Documents;

/// <summary>Entries as written last, for every feed that bears them.</summary>
internal sealed class FragmentCache(IOptions<FeedsOptions> options)
{
    private readonly RecentlyUsed<Key, Kept> _fragments = new(int.MaxValue, options.Value.Fragments);

    /// <param name="article">An article that was changed is another object, be its revision the same.</param>
    /// <param name="format">What it is written in.</param>
    /// <param name="summary">Without the full text.</param>
    /// <param name="categories">The state of the names that it was written with.</param>
    /// <param name="write">Writes it anew.</param>
    public EntryFragment Get(
        Article article,
        FeedFormat format,
        bool summary,
        Stamp categories,
        Func<Article, EntryFragment> write
    )
    {
        var key = new Key(article.Id, format, summary);
        if (_fragments.Find(key) is { } kept && kept.IsFor(article, categories))
            return kept.Fragment;
        var fragment = write(article);
        // The article, which it keeps alive, is about as long.
        _fragments.Put(key, new(article, categories, fragment), 2 * fragment.Bytes.Length);
        return fragment;
    }

    [StructLayout(LayoutKind.Auto)]
    private readonly record struct Key(Guid Id, FeedFormat Format, bool Summary);

    private sealed class Kept(Article article, Stamp categories, EntryFragment fragment)
    {
        public EntryFragment Fragment => fragment;

        public bool IsFor(Article other, Stamp names) =>
            ReferenceEquals(article, other) && categories == names;
    }
}
