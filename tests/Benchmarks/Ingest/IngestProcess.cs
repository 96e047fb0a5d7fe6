using System.Globalization;
using System.Net.Http.Headers;
using Microsoft.Data.Sqlite;
using Npgsql;
using Syndication.Benchmarks.Feeds;
using Syndication.Testing.Deployments;
using Syndication.Testing.Servers;

namespace Syndication.Benchmarks.Ingest;

/// <summary>Ingest as its users run it, on SQLite or on a database of a PostgreSQL, with a client that bears a key.</summary>
internal sealed class IngestProcess : IAsyncDisposable
{
    private const string Key = "all-scopes-for-benches-0123456789";
    private const double TicksPerSecond = 100;
    private readonly DirectoryInfo _data = Directory.CreateTempSubdirectory("synd-bench-");
    private readonly ServiceProcess _process;
    private readonly string? _postgres;

    /// <param name="postgres">A connection string; null for SQLite.</param>
    /// <param name="more">Settings beside the usual ones.</param>
    public IngestProcess(string? postgres, params (string Key, string Value)[] more)
    {
        _postgres = postgres;
        _process = new("Ingest", Settings(more));
        Newsroom = new HttpClient(
            new SocketsHttpHandler { UseProxy = false, PooledConnectionLifetime = TimeSpan.FromMinutes(10) }
        )
        {
            BaseAddress = _process.Address,
            Timeout = TimeSpan.FromMinutes(3),
        };
        Newsroom.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", Key);
    }

    public HttpClient Newsroom { get; }

    public bool IsSqlite => _postgres is null;

    /// <summary>Its database's file.</summary>
    public string File => Path.Combine(_data.FullName, "ingest.db");

    /// <summary>To its very database; tables are found by their bare names.</summary>
    public string ConnectionString =>
        _postgres is null
            ? $"Data Source={File};Pooling=False;Default Timeout=30"
            : new NpgsqlConnectionStringBuilder(_postgres)
            {
                SearchPath = "ingest",
                CommandTimeout = 600,
            }.ConnectionString;

    public Task StartAsync() => _process.StartAsync(CancellationToken.None);

    public Task StopAsync() => _process.StopAsync();

    /// <summary>A new connection to its database, for looking and for preparing.</summary>
    public async Task<System.Data.Common.DbConnection> ConnectAsync()
    {
        System.Data.Common.DbConnection connection = IsSqlite
            ? new SqliteConnection(ConnectionString)
            : new NpgsqlConnection(ConnectionString);
        await connection.OpenAsync();
        return connection;
    }

    /// <summary>Seconds of processor time that it has used so far.</summary>
    public double Processor()
    {
        // proc(5): the 14th and 15th words, counted behind the name, which may hold blanks.
        var stat = System.IO.File.ReadAllText($"/proc/{_process.ProcessId}/stat");
        var words = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
        return (Number(words[11]) + Number(words[12])) / TicksPerSecond;
    }

    /// <summary>MiB that it holds now.</summary>
    public double Memory() => Usage.Memory(_process.ProcessId);

    public async ValueTask DisposeAsync()
    {
        Newsroom.Dispose();
        await _process.DisposeAsync();
        _data.Delete(recursive: true);
    }

    private Dictionary<string, string> Settings((string Key, string Value)[] more)
    {
        var settings = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["Database"] = _postgres ?? "sqlite",
            ["Data:Directory"] = _data.FullName,
            ["ApiKeys:0:Name"] = "bench",
            ["ApiKeys:0:Key"] = Key,
            ["ApiKeys:0:Scopes:0"] = "publish",
            ["ApiKeys:0:Scopes:1"] = "admin",
            ["RateLimits:Enabled"] = "false",
            ["Network:AllowPrivateAddresses"] = "true",
            ["Polling:HostPause"] = "00:00:00",
            ["Logging:LogLevel:Default"] = "Warning",
        };
        foreach (var (key, value) in TestCategories.Settings().Concat(more))
            settings[key] = value;
        return settings;
    }

    private static double Number(string word) => double.Parse(word, CultureInfo.InvariantCulture);
}
