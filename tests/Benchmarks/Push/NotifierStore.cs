using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using Syndication.Notifier.Store;
using Syndication.Testing.Servers;

namespace Syndication.Benchmarks.Push;

/// <summary>A Notifier's database as its process leaves it, without the process.</summary>
internal sealed class NotifierStore : IAsyncDisposable
{
    private const string Key = "all-scopes-for-benches-0123456789";
    private readonly DirectoryInfo _data = Directory.CreateTempSubdirectory("synd-bench-");
    private readonly string? _postgres;

    private NotifierStore(string? postgres) => _postgres = postgres;

    public string File => Path.Combine(_data.FullName, "notifier.db");

    /// <param name="postgres">A connection string; null for SQLite.</param>
    public static async Task<NotifierStore> MakeAsync(string? postgres = null)
    {
        var store = new NotifierStore(postgres);
        var settings = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["Database"] = postgres ?? "sqlite",
            ["Data:Directory"] = store._data.FullName,
            ["ApiKeys:0:Name"] = "bench",
            ["ApiKeys:0:Key"] = Key,
            ["ApiKeys:0:Scopes:0"] = "alerts",
            ["Alerts:ProbeInterval"] = "00:00:00",
            ["Logging:LogLevel:Default"] = "Warning",
        };
        await using var notifier = new ServiceProcess("Notifier", settings);
        await notifier.StartAsync(CancellationToken.None);
        await notifier.StopAsync(TimeSpan.FromSeconds(10));
        return store;
    }

    public NotifierDbContext Open()
    {
        if (_postgres is null)
            return new SqliteNotifierDbContext(
                new DbContextOptionsBuilder<SqliteNotifierDbContext>()
                    .UseSqlite($"Data Source={File}")
                    .Options
            );
        var own = new NpgsqlConnectionStringBuilder(_postgres) { SearchPath = "notifier" }.ConnectionString;
        return new PostgresNotifierDbContext(
            new DbContextOptionsBuilder<PostgresNotifierDbContext>().UseNpgsql(own).Options
        );
    }

    public ValueTask DisposeAsync()
    {
        SqliteConnection.ClearAllPools();
        _data.Delete(recursive: true);
        return ValueTask.CompletedTask;
    }
}
