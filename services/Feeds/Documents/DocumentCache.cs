using Syndication.Feeds.Caching;

namespace Syndication.Feeds.Documents;

/// <summary>The last good bytes of each document in all their codings, as many as fit.</summary>
internal sealed class DocumentCache(int most, long mostBytes)
{
    private readonly RecentlyUsed<FeedKey, FeedDocument> _documents = new(most, mostBytes);

    public DocumentCache()
        : this(most: 50_000, mostBytes: 384L << 20) { }

    /// <summary>Everything there is now, in no order.</summary>
    public IEnumerable<KeyValuePair<FeedKey, FeedDocument>> All => _documents.All;

    public FeedDocument? Find(FeedKey key) => _documents.Find(key);

    public void Put(FeedKey key, FeedDocument document) => _documents.Put(key, document, document.Size);

    /// <summary>A document has grown by a coding or a delta.</summary>
    public void Weigh(FeedKey key, FeedDocument document) => _documents.Resize(key, document, document.Size);

    public void Remove(FeedKey key) => _documents.Remove(key);
}
