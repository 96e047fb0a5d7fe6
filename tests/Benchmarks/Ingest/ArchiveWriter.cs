using System.Data.Common;
using System.Diagnostics;
using System.Net.Http.Headers;
using System.Text;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace Syndication.Benchmarks.Ingest;

/// <summary>Writes an <see cref="Archive"/> past Ingest, straight into the database that Ingest has made.</summary>
internal static class ArchiveWriter
{
    private const int AtOnce = 20_000;

    /// <summary>Fills an empty database; Ingest runs afterwards.</summary>
    public static async Task<Archive> FillAsync(IngestProcess ingest, int articles)
    {
        await ingest.StartAsync();
        await PostTemplateAsync(ingest);
        await ingest.StopAsync();
        await using (var connection = await ingest.ConnectAsync())
        {
            var archive = await ReadTemplateAsync(connection, articles);
            foreach (var numbers in Enumerable.Range(0, articles).Chunk(AtOnce))
                await WriteAsync(connection, archive.Rows(numbers));
            await RunAsync(
                connection,
                connection is NpgsqlConnection ? "VACUUM ANALYZE" : "PRAGMA wal_checkpoint(TRUNCATE)"
            );
            await ingest.StartAsync();
            return archive;
        }
    }

    private static async Task PostTemplateAsync(IngestProcess ingest)
    {
        using var body = new ByteArrayContent(
            Encoding.UTF8.GetBytes(
                $$"""
                {"guid":"archive:@@","url":"https://khobor.example/archive:@@","title":"@@title","categories":["sports"],
                 "publishedAt":"{{Archive.Instant}}","tags":["গ্রাম"],"authors":[{"name":"মিতালী সরকার"}],
                 "content":"<p>নদীর পাড়ে গ্রামের মানুষ নতুন একটি পাঠাগার গড়ে তুলেছেন।</p>"}
                """
            )
        );
        body.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        using var answer = await ingest.Newsroom.PostAsync(new Uri("/api/articles", UriKind.Relative), body);
        answer.EnsureSuccessStatusCode();
    }

    private static async Task<Archive> ReadTemplateAsync(DbConnection connection, int articles)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = "SELECT \"ArticleId\", \"Document\" FROM \"Revisions\"";
        await using var reader = await command.ExecuteReaderAsync();
        if (!await reader.ReadAsync())
            throw new UnreachableException();
        return new(articles, reader.GetString(1), reader.GetGuid(0));
    }

    private static async Task WriteAsync(DbConnection connection, IEnumerable<ArchiveRows> tables)
    {
        if (connection is NpgsqlConnection postgres)
        {
            foreach (var table in tables)
                await CopyAsync(postgres, table);
            return;
        }
        await using var transaction = await connection.BeginTransactionAsync();
        foreach (var table in tables)
            await InsertAsync(connection, transaction, table);
        await transaction.CommitAsync();
    }

    private static async Task CopyAsync(NpgsqlConnection connection, ArchiveRows table)
    {
        var columns = string.Join(", ", table.Columns.Select(c => $"\"{c}\""));
        await using var copy = await connection.BeginBinaryImportAsync(
            $"COPY \"{table.Table}\" ({columns}) FROM STDIN (FORMAT BINARY)"
        );
        foreach (var row in table.Rows)
            await copy.WriteRowAsync(CancellationToken.None, row);
        await copy.CompleteAsync();
    }

    private static async Task InsertAsync(
        DbConnection connection,
        DbTransaction transaction,
        ArchiveRows table
    )
    {
        await using var insert = connection.CreateCommand();
        insert.Transaction = transaction;
        var places = string.Join(", ", table.Columns.Select((_, i) => $"${i}"));
        insert.CommandText =
            $"INSERT INTO \"{table.Table}\" ({string.Join(", ", table.Columns.Select(c => $"\"{c}\""))}) VALUES ({places})";
        foreach (var row in table.Rows)
        {
            for (var i = 0; i < row.Length; i++)
            {
                if (insert.Parameters.Count == i)
                    insert.Parameters.Add(new SqliteParameter($"${i}", row[i]));
                insert.Parameters[i].Value = row[i];
            }
            await insert.ExecuteNonQueryAsync();
        }
    }

    private static async Task RunAsync(DbConnection connection, string sql)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.CommandTimeout = 600;
        await command.ExecuteNonQueryAsync();
    }
}
