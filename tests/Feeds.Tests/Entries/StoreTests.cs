using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Syndication.Feeds.Entries;
using Syndication.Feeds.Redis;
using Syndication.Testing.Servers;

namespace Syndication.Feeds.Tests.Entries;

/// <summary>What both stores keep to is tested with either.</summary>
/// <param name="redis">Where the store is; null for the one in memory.</param>
public abstract class StoreTests(RedisFixture? redis) : IAsyncLifetime
{
    protected const string World = "international";
    protected const string Sports = "sports";
    private RedisLink? _link;
    private IEntryStore? _store;

    protected static CancellationToken Ct => TestContext.Current.CancellationToken;

    private protected StoreView View { get; } = new(TimeProvider.System);

    private protected IEntryStore Store =>
        _store ?? throw new InvalidOperationException("No store was made.");

    /// <summary>Only where the store is in Redis.</summary>
    private protected RedisServer Redis =>
        redis?.Server ?? throw new InvalidOperationException("The store is in memory.");

    public async ValueTask InitializeAsync() =>
        _store = await Stories.WholeAsync(redis is null ? Memory(View) : await InRedisAsync());

    public async ValueTask DisposeAsync()
    {
        if (_link is not null)
            await _link.DisposeAsync();
        View.Dispose();
        GC.SuppressFinalize(this);
    }

    private protected static MemoryEntryStore Memory(StoreView view) =>
        new(view, TimeProvider.System, Options.Create(new FeedsOptions()));

    /// <summary>Another process on the same Redis, which has seen nothing yet.</summary>
    private protected RedisEntryStore Beside() => new(_link!, View, Options.Create(new FeedsOptions()));

    private protected Task<FeedSlice> ReadAsync(string selector) =>
        Store.ReadAsync(new(Selection.Of(selector), 200), Ct);

    private async Task<IEntryStore> InRedisAsync()
    {
        await Redis.CommandAsync(Ct, "FLUSHALL");
        _link = new(
            EntryStoreExtensions.ReadOptions(Redis.Configuration),
            RedisEntryStore.Channel,
            TimeProvider.System,
            NullLogger<RedisLink>.Instance
        );
        return Beside();
    }
}
