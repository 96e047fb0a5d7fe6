using Syndication.Feeds.Caching;

namespace Syndication.Feeds.Documents;

/// <summary>The last good bytes of each document, as many as fit.</summary>
internal sealed class DocumentCache(int most, long mostBytes)
{
    private readonly RecentlyUsed<FeedKey, FeedDocument> _documents = new(most, mostBytes);

    public DocumentCache()
        : this(most: 2_000, mostBytes: 256L << 20) { }

    public FeedDocument? Find(FeedKey key) => _documents.Find(key);

    public void Put(FeedKey key, FeedDocument document) =>
        _documents.Put(key, document, document.Bytes.Length);
}
