using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Data.Sqlite;
using Syndication.Benchmarks.Ingest;

namespace Syndication.Benchmarks.Push;

/// <summary>Bytes that a subscription takes in SQLite, with its topic and all indexes, of a million.</summary>
internal static class SqliteSize
{
    private const int Stored = 1_000_000;

    public static async Task MeasureAsync(Limits limits)
    {
        await using var store = await NotifierStore.MakeAsync();
        await using var connection = new SqliteConnection($"Data Source={store.File};Pooling=False");
        await connection.OpenAsync();
        connection.CreateFunction("sha256", (string s) => SHA256.HashData(Encoding.UTF8.GetBytes(s)));
        connection.CreateFunction(
            "uuid",
            (long _) => Guid.CreateVersion7().ToString().ToUpperInvariant(),
            isDeterministic: false
        );
        await RunAsync(connection, "PRAGMA wal_checkpoint(TRUNCATE)");
        var before = new FileInfo(store.File).Length;
        await RunAsync(
            connection,
            string.Create(
                CultureInfo.InvariantCulture,
                $"""
                PRAGMA synchronous=OFF; PRAGMA cache_size=-400000;
                BEGIN;
                WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {Stored})
                INSERT INTO "Subscriptions" ("Id", "Channel", "Endpoint", "EndpointDigest", "Origin", "PublicKey",
                    "AuthSecret", "VapidKey", "MinLevel", "Language", "TimeZone", "FlashInQuiet", "Day", "DayCount",
                    "State", "TokenDigest", "CreatedAt", "SeenAt")
                SELECT uuid(i), 0, 'https://localhost:44444/crowd/' || i, sha256('e' || i), 'https://localhost:44444',
                    randomblob(65), randomblob(16), '{new string(
                    'k',
                    87
                )}', 1, 'bn', 'Asia/Dhaka', 0, 0, 0, 0,
                    sha256('t' || i), 1763856000000, 1763856000000 FROM n;
                INSERT INTO "SubscriptionTopics" ("Topic", "Seq") SELECT 'international', "Seq" FROM "Subscriptions";
                COMMIT;
                PRAGMA wal_checkpoint(TRUNCATE);
                """
            )
        );
        var each = (new FileInfo(store.File).Length - before) / (double)Stored;
        limits.Tell(
            new("push a subscription of a million, sqlite", each, "bytes", 2_000, "what was asked for"),
            mostRatio: 1
        );
    }

    private static async Task RunAsync(SqliteConnection connection, string sql)
    {
        await using var command = connection.CreateCommand();
        (command.CommandText, command.CommandTimeout) = (sql, 0);
        await command.ExecuteNonQueryAsync();
    }
}
