using Syndication.Feeds.Documents;
using Syndication.Feeds.Entries;
using Syndication.Formats;
using Syndication.Testing;
using FeedDocument = Syndication.Feeds.Documents.FeedDocument;

namespace Syndication.Feeds.Tests.Documents;

public sealed class DocumentCacheTests
{
    [Fact]
    public void What_was_unused_for_longest_goes_first()
    {
        var cache = new DocumentCache(most: 10, mostBytes: 1_000_000);
        for (var i = 1; i <= 10; i++)
            cache.Put(Key(i), Document(10));
        Assert.NotNull(cache.Find(Key(1)));

        cache.Put(Key(11), Document(10));

        Assert.NotNull(cache.Find(Key(1)));
        Assert.Null(cache.Find(Key(2)));
        Assert.NotNull(cache.Find(Key(11)));
    }

    [Fact]
    public void Bytes_are_bounded_too_and_a_document_put_again_counts_once()
    {
        var cache = new DocumentCache(most: 100, mostBytes: 100_000);
        for (var i = 0; i < 50; i++)
            cache.Put(Key(1), Document(40_000));
        cache.Put(Key(2), Document(40_000));
        Assert.NotNull(cache.Find(Key(1)));

        cache.Put(Key(3), Document(40_000));

        Assert.Null(cache.Find(Key(2)));
        Assert.NotNull(cache.Find(Key(1)));
        Assert.NotNull(cache.Find(Key(3)));
    }

    private static FeedKey Key(int limit) => new(Selection.Of("all"), FeedFormat.Rss, limit);

    private static FeedDocument Document(int length) =>
        new(
            new(
                Some.Feed,
                FeedFormat.Rss,
                new(new byte[length], [], IsWhole: true),
                Some.Instant,
                before: null
            ),
            Some.Instant
        )
        {
            ContentType = "application/rss+xml",
            Links = "",
            Path = "/feeds/all.rss",
            Entries = new("", 0),
            Categories = new("", 0),
        };
}
