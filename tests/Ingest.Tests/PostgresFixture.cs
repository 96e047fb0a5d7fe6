using Syndication.Ingest.Tests;
using Syndication.Testing.Servers;

[assembly: AssemblyFixture(typeof(PostgresFixture))]

namespace Syndication.Ingest.Tests;

/// <summary>One PostgreSQL for all tests; a new database for each.</summary>
public sealed class PostgresFixture : IAsyncLifetime
{
    private readonly PostgresServer _server = new();

    public async ValueTask InitializeAsync() => await _server.StartAsync(CancellationToken.None);

    public Task<string> NewDatabaseAsync(CancellationToken ct) =>
        _server.CreateDatabaseAsync($"i{Guid.NewGuid():N}", ct);

    public ValueTask DisposeAsync() => _server.DisposeAsync();
}
