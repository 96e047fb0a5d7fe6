using Syndication.Testing.Servers;

namespace Syndication.Feeds.Tests;

/// <summary>A Redis for a class of tests.</summary>
public sealed class RedisFixture : IAsyncLifetime
{
    public RedisServer Server { get; } = new();

    public async ValueTask InitializeAsync() =>
        await Server.StartAsync(TestContext.Current.CancellationToken);

    public ValueTask DisposeAsync() => Server.DisposeAsync();
}
