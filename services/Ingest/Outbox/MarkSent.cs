using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using Syndication.Ingest.Store;

namespace Syndication.Ingest.Outbox;

/// <summary>Notes when the bus has taken these rows.</summary>
internal sealed class MarkSent(IReadOnlyList<(long Seq, DateTimeOffset At)> told) : PendingWrite<int>
{
    protected override Task<int> ApplyAsync(WriteSession session, CancellationToken ct) =>
        session.Db.Database.IsNpgsql() ? MarkAtOnceAsync(session.Db, ct) : MarkEachAsync(session.Db, ct);

    private Task<int> MarkAtOnceAsync(IngestDbContext db, CancellationToken ct)
    {
        long[] seqs = [.. told.Select(t => t.Seq)];
        long[] instants = [.. told.Select(t => t.At.ToUnixTimeMilliseconds())];
        return db.Database.ExecuteSqlAsync(
            $"""
            UPDATE "Outbox" SET "SentAt" = told."At"
            FROM unnest({seqs}, {instants}) AS told("Seq", "At")
            WHERE "Outbox"."Seq" = told."Seq"
            """,
            ct
        );
    }

    // Prepared once.
    private async Task<int> MarkEachAsync(IngestDbContext db, CancellationToken ct)
    {
        await using var mark = db.Database.GetDbConnection().CreateCommand();
        mark.Transaction = db.Database.CurrentTransaction?.GetDbTransaction();
        mark.CommandText = """UPDATE "Outbox" SET "SentAt" = @at WHERE "Seq" = @seq""";
        var (number, instant) = (mark.CreateParameter(), mark.CreateParameter());
        (number.ParameterName, instant.ParameterName) = ("seq", "at");
        mark.Parameters.Add(number);
        mark.Parameters.Add(instant);
        foreach (var (seq, at) in told)
        {
            (number.Value, instant.Value) = (seq, at.ToUnixTimeMilliseconds());
            await mark.ExecuteNonQueryAsync(ct);
        }
        return told.Count;
    }
}
