using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;

namespace Syndication.Ingest.Store;

/// <inheritdoc cref="SqliteDesignTime"/>
internal sealed class PostgresDesignTime : IDesignTimeDbContextFactory<PostgresIngestDbContext>
{
    public PostgresIngestDbContext CreateDbContext(string[] args) =>
        new(new DbContextOptionsBuilder<PostgresIngestDbContext>().UseNpgsql("Host=none").Options);
}
