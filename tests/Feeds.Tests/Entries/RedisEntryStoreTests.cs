using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Syndication.Feeds.Entries;
using Syndication.Feeds.Redis;

namespace Syndication.Feeds.Tests.Entries;

public sealed class RedisEntryStoreTests(RedisFixture redis) : EntryStoreTests, IClassFixture<RedisFixture>
{
    private RedisLink? _link;

    [Fact]
    public async Task A_script_that_the_server_forgot_is_told_again()
    {
        await redis.Server.CommandAsync(Ct, "SCRIPT", "FLUSH");
        var store = new RedisEntryStore(_link!, View, Options.Create(new FeedsOptions()));

        Assert.NotEmpty(await store.ApplyAsync(Testing.Some.Article, replay: false, Ct));
        Assert.NotEmpty(await store.ApplyAsync(Testing.Some.Article, replay: false, Ct));
    }

    [Fact]
    public async Task A_tombstone_keeps_no_words_and_never_expires()
    {
        var store = new RedisEntryStore(_link!, View, Options.Create(new FeedsOptions()));
        var article = Testing.Some.Article;
        await store.ApplyAsync(article, replay: false, Ct);
        await store.RetractAsync(
            new()
            {
                ArticleId = article.Id,
                Revision = 2,
                RetractedAt = article.RevisedAt,
            },
            Ct
        );

        var key = $"synd:article:{article.Id}";
        Assert.Equal("0", await redis.Server.CommandAsync(Ct, "HEXISTS", key, "data"));
        Assert.Equal("-1", await redis.Server.CommandAsync(Ct, "TTL", key));
    }

    public override async ValueTask DisposeAsync()
    {
        if (_link is not null)
            await _link.DisposeAsync();
        await base.DisposeAsync();
    }

    private protected override async Task<IEntryStore> CreateAsync()
    {
        await redis.Server.CommandAsync(Ct, "FLUSHALL");
        _link = new(
            EntryStoreExtensions.ReadOptions(redis.Server.Configuration),
            RedisEntryStore.Channel,
            TimeProvider.System,
            NullLogger<RedisLink>.Instance
        );
        return new RedisEntryStore(_link, View, Options.Create(new FeedsOptions()));
    }
}
