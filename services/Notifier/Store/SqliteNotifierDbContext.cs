using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;

namespace Syndication.Notifier.Store;

/// <summary>One file; a transaction holds all of it from its first line, so there is nothing more to hold.</summary>
internal sealed class SqliteNotifierDbContext(DbContextOptions<SqliteNotifierDbContext> options)
    : NotifierDbContext(options)
{
    public override Task HoldArticleAsync(Guid articleId, CancellationToken ct) => Task.CompletedTask;

    protected override Task HoldLogAsync(CancellationToken ct) => Task.CompletedTask;
}

/// <summary>For <c>dotnet ef migrations</c> only.</summary>
internal sealed class SqliteDesign : IDesignTimeDbContextFactory<SqliteNotifierDbContext>
{
    public SqliteNotifierDbContext CreateDbContext(string[] args) =>
        new(new DbContextOptionsBuilder<SqliteNotifierDbContext>().UseSqlite("Data Source=:memory:").Options);
}
