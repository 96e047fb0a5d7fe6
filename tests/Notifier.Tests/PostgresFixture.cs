using Syndication.Notifier.Tests;
using Syndication.Testing.Servers;

[assembly: AssemblyFixture(typeof(PostgresFixture))]

namespace Syndication.Notifier.Tests;

/// <summary>One PostgreSQL for all tests; a new database for each.</summary>
public sealed class PostgresFixture : IAsyncLifetime
{
    private readonly PostgresServer _server = new();

    public async ValueTask InitializeAsync() => await _server.StartAsync(CancellationToken.None);

    public Task<string> NewDatabaseAsync(CancellationToken ct) =>
        _server.CreateDatabaseAsync($"n{Guid.NewGuid():N}", ct);

    public Task<string> QueryAsync(string connectionString, string sql, CancellationToken ct) =>
        _server.QueryAsync(connectionString[(connectionString.LastIndexOf('=') + 1)..], sql, ct);

    public ValueTask DisposeAsync() => _server.DisposeAsync();
}
