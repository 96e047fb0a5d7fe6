using System.Data.Common;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace Syndication.Benchmarks.Ingest;

/// <summary>
/// The reference for whatever stores articles: the very rows that Ingest has written, written once more into empty tables of
/// the same shape and with the same indexes, by prepared statements and nothing else.
/// </summary>
internal sealed class BareRows : IAsyncDisposable
{
    private static readonly string[] Tables =
    [
        "Articles",
        "Revisions",
        "ArticleKeys",
        "ArticleCategories",
        "Outbox",
    ];
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("synd-bare-");
    private readonly string _connection;
    private readonly Dictionary<string, string[]> _columns = new(StringComparer.Ordinal);

    private BareRows(IngestProcess ingest) =>
        _connection = ingest.IsSqlite
            ? $"Data Source={Path.Combine(_folder.FullName, "bare.db")};Pooling=False;Default Timeout=30"
            : new NpgsqlConnectionStringBuilder(ingest.ConnectionString)
            {
                SearchPath = "bare",
            }.ConnectionString;

    /// <summary>Of each article all its rows.</summary>
    public List<List<(string Table, object[] Values)>> Articles { get; private set; } = [];

    /// <summary>Takes what a process has stored.</summary>
    public static async Task<BareRows> OfAsync(IngestProcess ingest)
    {
        var bare = new BareRows(ingest);
        await using var from = await ingest.ConnectAsync();
        await bare.ShapeAsync(from);
        var articles = new Dictionary<string, List<(string, object[])>>(StringComparer.Ordinal);
        foreach (var table in Tables)
            await bare.ReadAsync(from, table, articles);
        bare.Articles = [.. articles.Values];
        return bare;
    }

    public async Task<DbConnection> ConnectAsync()
    {
        DbConnection connection = _connection.StartsWith("Data Source", StringComparison.Ordinal)
            ? new SqliteConnection(_connection)
            : new NpgsqlConnection(_connection);
        await connection.OpenAsync();
        if (connection is SqliteConnection)
            await RunAsync(connection, "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL");
        return connection;
    }

    public async Task EmptyAsync()
    {
        await using var connection = await ConnectAsync();
        foreach (var table in Tables)
            await RunAsync(connection, $"DELETE FROM \"{table}\"");
    }

    /// <summary>Writes articles in one transaction.</summary>
    public async Task WriteAsync(
        DbConnection connection,
        IEnumerable<List<(string Table, object[] Values)>> articles
    )
    {
        await using var transaction = await connection.BeginTransactionAsync();
        if (connection.CanCreateBatch)
            await BatchAsync(connection, transaction, articles);
        else
            await OneByOneAsync(connection, transaction, articles);
        await transaction.CommitAsync();
    }

    public ValueTask DisposeAsync()
    {
        _folder.Delete(recursive: true);
        return ValueTask.CompletedTask;
    }

    private async Task BatchAsync(
        DbConnection connection,
        DbTransaction transaction,
        IEnumerable<List<(string Table, object[] Values)>> articles
    )
    {
        await using var batch = connection.CreateBatch();
        batch.Transaction = transaction;
        foreach (var (table, values) in articles.SelectMany(a => a))
        {
            var command = batch.CreateBatchCommand();
            command.CommandText = Insert(table);
            foreach (var value in values)
                command.Parameters.Add(new NpgsqlParameter { Value = value });
            batch.BatchCommands.Add(command);
        }
        await batch.ExecuteNonQueryAsync();
    }

    private async Task OneByOneAsync(
        DbConnection connection,
        DbTransaction transaction,
        IEnumerable<List<(string Table, object[] Values)>> articles
    )
    {
        var commands = new Dictionary<string, DbCommand>(StringComparer.Ordinal);
        foreach (var (table, values) in articles.SelectMany(a => a))
        {
            if (!commands.TryGetValue(table, out var command))
            {
                commands[table] = command = connection.CreateCommand();
                command.Transaction = transaction;
                command.CommandText = Insert(table);
                for (var i = 0; i < values.Length; i++)
                    command.Parameters.Add(new SqliteParameter($"${i + 1}", values[i]));
            }
            for (var i = 0; i < values.Length; i++)
                command.Parameters[i].Value = values[i];
            await command.ExecuteNonQueryAsync();
        }
        foreach (var command in commands.Values)
            await command.DisposeAsync();
    }

    private string Insert(string table)
    {
        var columns = _columns[table];
        var names = string.Join(", ", columns.Select(c => $"\"{c}\""));
        var places = string.Join(", ", columns.Select((_, i) => $"${i + 1}"));
        return $"INSERT INTO \"{table}\" ({names}) VALUES ({places})";
    }

    private async Task ShapeAsync(DbConnection from)
    {
        List<string> statements = [];
        if (from is SqliteConnection)
        {
            await using var shapes = from.CreateCommand();
            shapes.CommandText =
                $"SELECT sql FROM sqlite_master WHERE sql IS NOT NULL AND tbl_name IN ({string.Join(", ", Tables.Select(t => $"'{t}'"))}) ORDER BY type DESC";
            await using var reader = await shapes.ExecuteReaderAsync();
            while (await reader.ReadAsync())
                statements.Add(reader.GetString(0));
        }
        else
        {
            statements.Add("CREATE SCHEMA bare");
            statements.AddRange(
                Tables.Select(t => $"CREATE TABLE bare.\"{t}\" (LIKE ingest.\"{t}\" INCLUDING ALL)")
            );
        }
        await using var connection = await ConnectAsync();
        foreach (var statement in statements)
            await RunAsync(connection, statement);
    }

    private async Task ReadAsync(
        DbConnection from,
        string table,
        Dictionary<string, List<(string, object[])>> articles
    )
    {
        await using var command = from.CreateCommand();
        command.CommandText = $"SELECT * FROM \"{table}\"";
        await using var reader = await command.ExecuteReaderAsync();
        _columns[table] = [.. Enumerable.Range(0, reader.FieldCount).Select(reader.GetName)];
        var key = Array.IndexOf(_columns[table], table == "Articles" ? "Id" : "ArticleId");
        while (await reader.ReadAsync())
        {
            var values = new object[reader.FieldCount];
            reader.GetValues(values);
            var id = $"{values[key]}";
            if (!articles.TryGetValue(id, out var rows))
                articles[id] = rows = [];
            rows.Add((table, values));
        }
    }

    private static async Task RunAsync(DbConnection connection, string sql)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync();
    }
}
