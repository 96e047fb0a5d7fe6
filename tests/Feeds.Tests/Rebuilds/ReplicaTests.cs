using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Syndication.Contracts;
using Syndication.Feeds.Entries;
using Syndication.Feeds.Redis;
using Syndication.Testing;

namespace Syndication.Feeds.Tests.Rebuilds;

public sealed class ReplicaTests(RedisFixture redis) : IClassFixture<RedisFixture>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(RedisEntryStore.Channel)]
    [InlineData("synd:elsewhere")] // hears nothing: only the stamp can tell it
    public async Task A_replica_sees_what_another_filed(string channel)
    {
        await redis.Server.CommandAsync(Ct, "FLUSHALL");
        await using var one = await FeedsHost.ReadyAsync(cache: redis.Server.Configuration);
        await using var other = await FeedsHost.ReadyAsync(
            cache: redis.Server.Configuration,
            change: services => services.AddSingleton(provider => Link(provider, channel))
        );
        Assert.Empty(await other.IdsAsync("international"));
        var article = Some.Article;

        await one.PublishAsync(article);

        Assert.Single(await one.IdsAsync("international"));
        await Waiting.UntilAsync(
            async () => (await other.IdsAsync("international")).Length == 1,
            TimeSpan.FromSeconds(3),
            "the other replica should see it",
            Ct
        );
    }

    [Fact]
    public async Task A_replica_sees_a_category_that_another_was_told_of()
    {
        await redis.Server.CommandAsync(Ct, "FLUSHALL");
        await using var one = await FeedsHost.ReadyAsync(cache: redis.Server.Configuration);
        await using var other = await FeedsHost.ReadyAsync(cache: redis.Server.Configuration);

        await one.TellAsync(
            new CategoryDefined
            {
                Slug = "sports",
                Name = "খেলা",
                State = CategoryState.Blocked,
                Version = 1,
            }
        );

        await Waiting.UntilAsync(
            async () => (int)(await other.GetAsync("/feeds/sports.rss")).StatusCode == 410,
            TimeSpan.FromSeconds(3),
            "the other replica should know",
            Ct
        );
    }

    private RedisLink Link(IServiceProvider services, string channel) =>
        new(
            EntryStoreExtensions.ReadOptions(redis.Server.Configuration),
            channel,
            TimeProvider.System,
            services.GetRequiredService<ILogger<RedisLink>>()
        );
}
