using System.Buffers.Binary;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;
using Syndication.Notifier.Deliveries;
using Syndication.Notifier.Subscriptions;

namespace Syndication.Notifier.Store;

/// <summary>
/// Many writers at once, so advisory locks of the transaction keep order. They are always taken in one order, article
/// before log, and before anything is written: no two transactions can wait for each other.
/// </summary>
internal sealed class PostgresNotifierDbContext(DbContextOptions<PostgresNotifierDbContext> options)
    : NotifierDbContext(options)
{
    // One-key and two-key locks are different spaces. "SYND", and "log", "due" or "art": any number will do, if it stays.
    private const long Log = 0x53594E44_6C6F67;
    private const long Due = 0x53594E44_647565;
    private const int Article = 0x617274;

    // Two articles that share a number take turns needlessly; that is all.
    public override Task HoldArticleAsync(Guid articleId, CancellationToken ct) =>
        Database.ExecuteSqlAsync($"SELECT pg_advisory_xact_lock({Article}, {NumberOf(articleId)})", ct);

    public override Task<List<Batch>> HoldBatchesAsync(List<Guid> ids, CancellationToken ct) =>
        Batches
            .FromSql($"""SELECT * FROM "Batches" WHERE "Id" = ANY ({ids}) ORDER BY "Id" FOR UPDATE""")
            .ToListAsync(ct);

    public override Task<List<ReaderDayCount>> HoldReadersAsync(List<long> seqs, CancellationToken ct) =>
        Database
            .SqlQuery<ReaderDayCount>(
                $"""
                SELECT "Seq", "Day", "DayCount", FALSE AS "IsChanged" FROM "Subscriptions"
                WHERE "Seq" = ANY ({seqs}) ORDER BY "Seq" FOR UPDATE
                """
            )
            .ToListAsync(ct);

    public override Task<bool> HoldDueAsync(CancellationToken ct) =>
        Database.SqlQuery<bool>($"""SELECT pg_try_advisory_xact_lock({Due}) AS "Value" """).SingleAsync(ct);

    public override async Task<AlertCount?> HoldCountAsync(
        Guid alertId,
        ChannelKind channel,
        CancellationToken ct
    ) =>
        (
            await Counts
                .FromSql(
                    $"""
                    SELECT * FROM "Counts" WHERE "AlertId" = {alertId} AND "Channel" = {(int)channel} FOR UPDATE
                    """
                )
                .ToListAsync(ct)
        ).SingleOrDefault();

    protected override Task HoldLogAsync(CancellationToken ct) =>
        Database.ExecuteSqlAsync($"SELECT pg_advisory_xact_lock({Log})", ct);

    // The end of a UUIDv7 is its random part.
    private static int NumberOf(Guid id)
    {
        Span<byte> bytes = stackalloc byte[16];
        id.TryWriteBytes(bytes);
        return BinaryPrimitives.ReadInt32LittleEndian(bytes[12..]);
    }
}

/// <summary>For <c>dotnet ef migrations</c> only; nothing is dialled.</summary>
internal sealed class PostgresDesign : IDesignTimeDbContextFactory<PostgresNotifierDbContext>
{
    public PostgresNotifierDbContext CreateDbContext(string[] args) =>
        new(new DbContextOptionsBuilder<PostgresNotifierDbContext>().UseNpgsql("Host=127.0.0.1").Options);
}
