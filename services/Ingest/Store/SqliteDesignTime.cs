using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;

namespace Syndication.Ingest.Store;

/// <summary>For <c>dotnet ef migrations add</c>, which needs a context and no database.</summary>
internal sealed class SqliteDesignTime : IDesignTimeDbContextFactory<SqliteIngestDbContext>
{
    public SqliteIngestDbContext CreateDbContext(string[] args) =>
        new(new DbContextOptionsBuilder<SqliteIngestDbContext>().UseSqlite("Data Source=:memory:").Options);
}
