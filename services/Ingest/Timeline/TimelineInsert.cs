using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using Syndication.Ingest.Store;

namespace Syndication.Ingest.Timeline;

/// <summary>
/// Writes reports inside a transaction without the model between: there are two for each article, and nobody waits for the
/// numbers that they get.
/// </summary>
internal static class TimelineInsert
{
    private const string OneRow = """
        INSERT INTO "Timeline" ("ArticleId", "Revision", "At", "Step", "By", "Detail")
        VALUES (@article, @revision, @at, @step, @by, @detail)
        """;

    /// <param name="db">In a transaction.</param>
    /// <param name="rows">In the order of their numbers.</param>
    /// <param name="ct">Ends the wait.</param>
    public static Task WriteAsync(
        IngestDbContext db,
        IReadOnlyList<TimelineRow> rows,
        CancellationToken ct
    ) => db.Database.IsNpgsql() ? WriteAtOnceAsync(db, rows, ct) : WriteEachAsync(db, rows, ct);

    // One journey to the server.
    private static Task<int> WriteAtOnceAsync(
        IngestDbContext db,
        IReadOnlyList<TimelineRow> rows,
        CancellationToken ct
    )
    {
        Guid[] articles = [.. rows.Select(r => r.ArticleId)];
        int[] revisions = [.. rows.Select(r => r.Revision)];
        long[] instants = [.. rows.Select(r => r.At.ToUnixTimeMilliseconds())];
        string[] steps = [.. rows.Select(r => r.Step)];
        string[] reporters = [.. rows.Select(r => r.By)];
        string?[] details = [.. rows.Select(r => r.Detail)];
        return db.Database.ExecuteSqlAsync(
            $"""
            INSERT INTO "Timeline" ("ArticleId", "Revision", "At", "Step", "By", "Detail")
            SELECT * FROM unnest({articles}, {revisions}, {instants}, {steps}, {reporters}, {details})
            """,
            ct
        );
    }

    // No journey: prepared once, a row costs a few microseconds.
    private static async Task WriteEachAsync(
        IngestDbContext db,
        IReadOnlyList<TimelineRow> rows,
        CancellationToken ct
    )
    {
        await using var insert = db.Database.GetDbConnection().CreateCommand();
        insert.Transaction = db.Database.CurrentTransaction?.GetDbTransaction();
        insert.CommandText = OneRow;
        var article = Parameter("article");
        var revision = Parameter("revision");
        var at = Parameter("at");
        var step = Parameter("step");
        var by = Parameter("by");
        var detail = Parameter("detail");
        foreach (var row in rows)
        {
            (article.Value, revision.Value) = (row.ArticleId, row.Revision);
            (at.Value, step.Value, by.Value) = (row.At.ToUnixTimeMilliseconds(), row.Step, row.By);
            detail.Value = (object?)row.Detail ?? DBNull.Value;
            await insert.ExecuteNonQueryAsync(ct);
        }

        DbParameter Parameter(string name)
        {
            var parameter = insert.CreateParameter();
            parameter.ParameterName = name;
            insert.Parameters.Add(parameter);
            return parameter;
        }
    }
}
