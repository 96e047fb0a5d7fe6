using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;
using Syndication.Notifier.Deliveries;
using Syndication.Notifier.Subscriptions;

namespace Syndication.Notifier.Store;

/// <summary>One file; a transaction holds all of it from its first line, so there is nothing more to hold.</summary>
internal sealed class SqliteNotifierDbContext(DbContextOptions<SqliteNotifierDbContext> options)
    : NotifierDbContext(options)
{
    public override Task HoldArticleAsync(Guid articleId, CancellationToken ct) => Task.CompletedTask;

    public override Task<List<Batch>> HoldBatchesAsync(List<Guid> ids, CancellationToken ct) =>
        Batches.Where(b => ids.Contains(b.Id)).OrderBy(b => b.Id).ToListAsync(ct);

    public override Task<List<ReaderDayCount>> HoldReadersAsync(List<long> seqs, CancellationToken ct) =>
        Subscriptions
            .Where(s => seqs.Contains(s.Seq))
            .Select(s => new ReaderDayCount
            {
                Seq = s.Seq,
                Day = s.Day,
                DayCount = s.DayCount,
            })
            .ToListAsync(ct);

    public override Task<bool> HoldDueAsync(CancellationToken ct) => Task.FromResult(true);

    public override Task<AlertCount?> HoldCountAsync(
        Guid alertId,
        ChannelKind channel,
        CancellationToken ct
    ) => Counts.SingleOrDefaultAsync(c => c.AlertId == alertId && c.Channel == channel, ct);

    protected override Task HoldLogAsync(CancellationToken ct) => Task.CompletedTask;
}

/// <summary>For <c>dotnet ef migrations</c> only.</summary>
internal sealed class SqliteDesign : IDesignTimeDbContextFactory<SqliteNotifierDbContext>
{
    public SqliteNotifierDbContext CreateDbContext(string[] args) =>
        new(new DbContextOptionsBuilder<SqliteNotifierDbContext>().UseSqlite("Data Source=:memory:").Options);
}
