using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Syndication.Hosting.Json;
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
    public DbSet<SourceRow> Sources => Set<SourceRow>();
    public DbSet<SourceTraitRow> SourceTraits => Set<SourceTraitRow>();
    public DbSet<TimelineRow> Timeline => Set<TimelineRow>();

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
            article.HasIndex(a => new { a.SourceId, a.PublishedAt }).HasFilter("\"SourceId\" IS NOT NULL");
            article.HasIndex(a => a.EmbargoUntil).HasFilter("\"EmbargoUntil\" IS NOT NULL");
        });
        modelBuilder.Entity<ArticleKeyRow>(key =>
        {
            key.HasKey(k => k.Key);
            key.Property(k => k.Key).HasMaxLength(ArticleKey.Length);
            key.HasIndex(k => k.ArticleId);
        });
        modelBuilder.Entity<ArticleCategoryRow>(Configure);
        modelBuilder.Entity<RevisionRow>().HasKey(r => new { r.ArticleId, r.Revision });
        modelBuilder.Entity<CategoryRow>().HasKey(c => c.Slug);
        modelBuilder.Entity<SourceTraitRow>().HasKey(t => new { t.SourceId, t.Trait });
        modelBuilder.Entity<SourceRow>(Configure);
        modelBuilder.Entity<OutboxRow>(Configure);
        modelBuilder.Entity<TimelineRow>(Configure);
    }

    private static void Configure(EntityTypeBuilder<ArticleCategoryRow> place)
    {
        place.HasKey(p => new { p.ArticleId, p.Slug });
        place.HasIndex(p => new
        {
            p.Slug,
            p.PublishedAt,
            p.ArticleId,
        });
        // A list of one state may hold a few of very many.
        place.HasIndex(p => new
        {
            p.Slug,
            p.State,
            p.PublishedAt,
            p.ArticleId,
        });
    }

    private static void Configure(EntityTypeBuilder<OutboxRow> outbox)
    {
        outbox.HasKey(o => o.Seq);
        outbox.HasIndex(o => o.Seq, "IX_Outbox_Unsent").HasFilter("\"SentAt\" IS NULL");
        outbox.HasIndex(o => o.SentAt).HasFilter("\"SentAt\" IS NOT NULL");
        outbox.HasIndex(o => o.ArticleId).HasFilter("\"ArticleId\" IS NOT NULL");
    }

    private static void Configure(EntityTypeBuilder<TimelineRow> timeline)
    {
        timeline.HasKey(t => t.Seq);
        timeline.HasIndex(t => new { t.ArticleId, t.At });
        timeline.HasIndex(t => t.At);
    }

    private static void Configure(EntityTypeBuilder<SourceRow> source)
    {
        source.Property(s => s.Id).ValueGeneratedNever();
        source.Property(s => s.PollInterval).HasConversion<long?>();
        source.Property(s => s.Rhythm).HasConversion<long?>();
        source
            .Property(s => s.CategoryMap)
            .HasConversion(
                map => JsonSerializer.Serialize(map, HouseJson.Options),
                json => JsonSerializer.Deserialize<Dictionary<string, string>>(json, HouseJson.Options)!,
                new ValueComparer<Dictionary<string, string>>(
                    (one, other) => one!.Count == other!.Count && !one.Except(other).Any(),
                    map => map.Count,
                    map => new(map)
                )
            );
        source.HasIndex(s => new { s.CreatedAt, s.Id });
        source.HasIndex(s => s.NextPollAt).HasFilter("\"NextPollAt\" IS NOT NULL");
        source.HasIndex(s => s.HubToken).IsUnique().HasFilter("\"HubToken\" IS NOT NULL");
        source.HasIndex(s => s.HubDueAt).HasFilter("\"HubDueAt\" IS NOT NULL");
    }
}

internal sealed class SqliteIngestDbContext(DbContextOptions<SqliteIngestDbContext> options)
    : IngestDbContext(options);

internal sealed class PostgresIngestDbContext(DbContextOptions<PostgresIngestDbContext> options)
    : IngestDbContext(options);
