using Microsoft.Extensions.Options;
using Syndication.Feeds.Caching;

namespace Syndication.Feeds.Documents;

/// <summary>The last good bytes of each document in all their codings, as many as fit.</summary>
internal sealed class DocumentCache(int most, long mostBytes)
{
    private readonly RecentlyUsed<FeedKey, FeedDocument> _documents = new(most, mostBytes, Shrink);
    private long _changes;

    public DocumentCache(IOptions<FeedsOptions> options)
        : this(int.MaxValue, options.Value.Documents) { }

    /// <summary>Grows with every document that is put here.</summary>
    public long Changes => Interlocked.Read(ref _changes);

    /// <summary>Everything there is now; what was used last comes first.</summary>
    public IReadOnlyList<KeyValuePair<FeedKey, FeedDocument>> Latest() => _documents.Latest();

    public FeedDocument? Find(FeedKey key) => _documents.Find(key);

    public void Put(FeedKey key, FeedDocument document)
    {
        _documents.Put(key, document, document.Size);
        Interlocked.Increment(ref _changes);
    }

    /// <summary>A document has grown by a coding or a delta.</summary>
    public void Weigh(FeedKey key, FeedDocument document) => _documents.Resize(key, document, document.Size);

    private static long Shrink(FeedDocument document)
    {
        document.Edition.Shrink();
        return document.Size;
    }

    public void Remove(FeedKey key) => _documents.Remove(key);
}
