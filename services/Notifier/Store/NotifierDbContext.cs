using Microsoft.EntityFrameworkCore;
using Syndication.Hosting.Storage;
using Syndication.Notifier.Alerts;
using Syndication.Notifier.Streams;

namespace Syndication.Notifier.Store;

/// <summary>Everything the Notifier keeps.</summary>
internal abstract class NotifierDbContext(DbContextOptions options) : DbContext(options)
{
    private const int IdLength = 100;

    public DbSet<Alert> Alerts => Set<Alert>();

    public DbSet<KnownArticle> Articles => Set<KnownArticle>();

    public DbSet<StreamEvent> StreamEvents => Set<StreamEvent>();

    /// <summary>Until the transaction ends, nobody else works on this article's alerts.</summary>
    public abstract Task HoldArticleAsync(Guid articleId, CancellationToken ct);

    /// <summary>Until the transaction ends, nobody else adds to the stream's log.</summary>
    protected abstract Task HoldLogAsync(CancellationToken ct);

    /// <summary>
    /// Adds to the stream's log. Writers take turns until they commit, so that numbers appear in their order: a reader that
    /// has seen 7 will never find a 6 that came later.
    /// </summary>
    public async Task TellAsync(StreamEvent what, CancellationToken ct)
    {
        await HoldLogAsync(ct);
        StreamEvents.Add(what);
    }

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder) =>
        configurationBuilder.Properties<DateTimeOffset>().HaveConversion<InstantConverter>();

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.Entity<Alert>(alert =>
        {
            alert.Property(a => a.Id).ValueGeneratedNever();
            alert.Ignore(a => a.FeedId).Ignore(a => a.IsOut);
            alert.Property(a => a.Level).HasConversion<string>().HasMaxLength(IdLength);
            alert.Property(a => a.State).HasConversion<string>().HasMaxLength(IdLength);
            alert.HasIndex(a => a.Key).IsUnique();
            alert.HasIndex(a => new { a.State, a.Id });
            // One per story and level, unless its sender's key says otherwise.
            alert.HasIndex(a => new { a.ArticleId, a.Level }).IsUnique().HasFilter("\"Key\" IS NULL");
        });
        modelBuilder.Entity<KnownArticle>().Property(a => a.Id).ValueGeneratedNever();
        modelBuilder.Entity<StreamEvent>(told =>
        {
            told.HasKey(e => e.Seq);
            told.Property(e => e.Kind).HasConversion<string>().HasMaxLength(IdLength);
            told.HasIndex(e => e.At);
        });
    }
}
