using Microsoft.EntityFrameworkCore;
using Syndication.Hosting.Storage;
using Syndication.Ingest.Articles;
using Syndication.Ingest.Outbox;

namespace Syndication.Ingest.Store;

/// <summary>Ingest's database: the one source of truth.</summary>
internal abstract class IngestDbContext(DbContextOptions options) : DbContext(options)
{
    public DbSet<ArticleRow> Articles => Set<ArticleRow>();
    public DbSet<ArticleKeyRow> ArticleKeys => Set<ArticleKeyRow>();
    public DbSet<ArticleCategoryRow> ArticleCategories => Set<ArticleCategoryRow>();
    public DbSet<RevisionRow> Revisions => Set<RevisionRow>();
    public DbSet<CategoryRow> Categories => Set<CategoryRow>();
    public DbSet<OutboxRow> Outbox => Set<OutboxRow>();

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder) =>
        configurationBuilder.Properties<DateTimeOffset>().HaveConversion<InstantConverter>();

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.Entity<ArticleRow>(article =>
        {
            article.Property(a => a.Id).ValueGeneratedNever();
            article.Property(a => a.Revision).IsConcurrencyToken();
            article.HasIndex(a => new { a.PublishedAt, a.Id });
            article.HasIndex(a => new
            {
                a.State,
                a.PublishedAt,
                a.Id,
            });
            article.HasIndex(a => a.EmbargoUntil).HasFilter("\"EmbargoUntil\" IS NOT NULL");
        });
        modelBuilder.Entity<ArticleKeyRow>(key =>
        {
            key.HasKey(k => k.Key);
            key.Property(k => k.Key).HasMaxLength(ArticleKey.Length);
            key.HasIndex(k => k.ArticleId);
        });
        modelBuilder.Entity<ArticleCategoryRow>(place =>
        {
            place.HasKey(p => new { p.ArticleId, p.Slug });
            place.HasIndex(p => new
            {
                p.Slug,
                p.PublishedAt,
                p.ArticleId,
            });
        });
        modelBuilder.Entity<RevisionRow>().HasKey(r => new { r.ArticleId, r.Revision });
        modelBuilder.Entity<CategoryRow>().HasKey(c => c.Slug);
        modelBuilder.Entity<OutboxRow>(outbox =>
        {
            outbox.HasKey(o => o.Seq);
            outbox.HasIndex(o => o.Seq, "IX_Outbox_Unsent").HasFilter("\"SentAt\" IS NULL");
            outbox.HasIndex(o => o.SentAt).HasFilter("\"SentAt\" IS NOT NULL");
        });
    }
}

internal sealed class SqliteIngestDbContext(DbContextOptions<SqliteIngestDbContext> options)
    : IngestDbContext(options);

internal sealed class PostgresIngestDbContext(DbContextOptions<PostgresIngestDbContext> options)
    : IngestDbContext(options);
