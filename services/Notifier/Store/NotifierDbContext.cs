using Microsoft.EntityFrameworkCore;
using Syndication.Hosting.Storage;
using Syndication.Notifier.Alerts;
using Syndication.Notifier.Deliveries;
using Syndication.Notifier.Streams;
using Syndication.Notifier.Subscriptions;
using Syndication.Notifier.Webhooks;
using Syndication.Notifier.WebPush;
using Syndication.Notifier.WebSub;

namespace Syndication.Notifier.Store;

/// <summary>Everything the Notifier keeps.</summary>
internal abstract class NotifierDbContext(DbContextOptions options) : DbContext(options)
{
    private const int IdLength = 100;

    public DbSet<Alert> Alerts => Set<Alert>();

    public DbSet<KnownArticle> Articles => Set<KnownArticle>();

    public DbSet<AlertAct> Acts => Set<AlertAct>();

    public DbSet<StreamEvent> StreamEvents => Set<StreamEvent>();

    public DbSet<Subscription> Subscriptions => Set<Subscription>();

    public DbSet<SubscriptionTopic> SubscriptionTopics => Set<SubscriptionTopic>();

    public DbSet<KnownCategory> Categories => Set<KnownCategory>();

    public DbSet<Dispatch> Dispatches => Set<Dispatch>();

    public DbSet<Batch> Batches => Set<Batch>();

    public DbSet<DueDelivery> DueDeliveries => Set<DueDelivery>();

    public DbSet<AlertCount> Counts => Set<AlertCount>();

    public DbSet<KnownVapidKey> VapidKeys => Set<KnownVapidKey>();

    public DbSet<HubTopic> HubTopics => Set<HubTopic>();

    public DbSet<HubSubscription> HubSubscriptions => Set<HubSubscription>();

    public DbSet<HubRequest> HubRequests => Set<HubRequest>();

    public DbSet<HubNews> HubNews => Set<HubNews>();

    public DbSet<Webhook> Webhooks => Set<Webhook>();

    public DbSet<WebhookEvent> WebhookEvents => Set<WebhookEvent>();

    public DbSet<WebhookDelivery> WebhookDeliveries => Set<WebhookDelivery>();

    /// <summary>Until the transaction ends, nobody else works on this article's alerts.</summary>
    public abstract Task HoldArticleAsync(Guid articleId, CancellationToken ct);

    /// <summary>Until the transaction ends, nobody else adds to the stream's log.</summary>
    protected abstract Task HoldLogAsync(CancellationToken ct);

    /// <summary>
    /// These batches in the order of their ids, and until the transaction ends nobody else changes them. Whoever holds
    /// several kinds of rows holds batches first, then readers, then counts.
    /// </summary>
    public abstract Task<List<Batch>> HoldBatchesAsync(List<Guid> ids, CancellationToken ct);

    /// <summary>How many alerts these readers had; until the transaction ends nobody else counts.</summary>
    public abstract Task<List<ReaderDayCount>> HoldReadersAsync(List<long> seqs, CancellationToken ct);

    /// <summary>False while another instance claims what is due; otherwise nobody else does until the transaction ends.</summary>
    public abstract Task<bool> HoldDueAsync(CancellationToken ct);

    /// <summary>An alert's figures of a channel, or null; until the transaction ends nobody else changes them.</summary>
    public abstract Task<AlertCount?> HoldCountAsync(Guid alertId, ChannelKind channel, CancellationToken ct);

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
            alert.Ignore(a => a.FeedId).Ignore(a => a.Tag);
            alert.Ignore(a => a.IsOut).Ignore(a => a.IsWaiting).Ignore(a => a.IsProbe).Ignore(a => a.IsHeld);
            alert.Property(a => a.Level).HasConversion<string>().HasMaxLength(IdLength);
            alert.Property(a => a.State).HasConversion<string>().HasMaxLength(IdLength);
            alert.HasIndex(a => a.Key).IsUnique();
            alert.HasIndex(a => new { a.State, a.Id });
            alert.HasIndex(a => a.SendAt).HasFilter("\"SendAt\" IS NOT NULL");
            // One per story and level, unless its sender's key says otherwise.
            alert.HasIndex(a => new { a.ArticleId, a.Level }).IsUnique().HasFilter("\"Key\" IS NULL");
        });
        modelBuilder.Entity<KnownArticle>().Property(a => a.Id).ValueGeneratedNever();
        modelBuilder.Entity<KnownArticle>().Ignore(a => a.IsOut);
        modelBuilder.Entity<StreamEvent>(told =>
        {
            told.HasKey(e => e.Seq);
            told.Property(e => e.Kind).HasConversion<string>().HasMaxLength(IdLength);
            told.HasIndex(e => e.At);
        });
        modelBuilder.Entity<AlertAct>().HasIndex(a => a.AlertId);
        modelBuilder.Entity<KnownVapidKey>().HasKey(k => k.PublicKey);
        ShapeSubscriptions(modelBuilder);
        ShapeDeliveries(modelBuilder);
        ShapeHub(modelBuilder);
        modelBuilder.ShapeWebhooks();
    }

    private static void ShapeSubscriptions(ModelBuilder modelBuilder)
    {
        modelBuilder.Entity<Subscription>(subscription =>
        {
            subscription.HasKey(s => s.Seq);
            subscription.Ignore(s => s.Quiet);
            subscription.HasIndex(s => s.Id).IsUnique();
            subscription.HasIndex(s => s.EndpointDigest).IsUnique();
            // How many are at a push service that nobody knows.
            subscription.HasIndex(s => s.Origin);
        });
        modelBuilder.Entity<KnownCategory>().HasKey(c => c.Slug);
        modelBuilder.Entity<SubscriptionTopic>(topic =>
        {
            topic.HasKey(t => new { t.Topic, t.Seq });
            topic.HasIndex(t => t.Seq);
            topic.HasOne<Subscription>().WithMany().HasForeignKey(t => t.Seq);
        });
    }

    private static void ShapeDeliveries(ModelBuilder modelBuilder)
    {
        modelBuilder.Entity<Dispatch>(dispatch =>
        {
            dispatch.Property(d => d.Id).ValueGeneratedNever();
            dispatch.HasIndex(d => new { d.AlertId, d.Sequence }).IsUnique();
            dispatch.HasIndex(d => d.CreatedAt).HasFilter("NOT \"IsDone\"");
        });
        modelBuilder.Entity<Batch>(batch =>
        {
            batch.Property(b => b.Id).ValueGeneratedNever();
            batch.HasIndex(b => b.AlertId);
            batch.HasIndex(b => new { b.DispatchId, b.IsDone });
            batch.HasIndex(b => b.CreatedAt).HasFilter("NOT \"IsDone\"");
        });
        modelBuilder.Entity<DueDelivery>(due =>
        {
            due.HasKey(d => new { d.AlertId, d.Seq });
            due.HasIndex(d => new
            {
                d.Origin,
                d.Flash,
                d.DueAt,
            });
            due.HasIndex(d => d.Seq);
        });
        modelBuilder.Entity<AlertCount>().HasKey(c => new { c.AlertId, c.Channel });
    }

    private static void ShapeHub(ModelBuilder modelBuilder)
    {
        modelBuilder.Entity<HubTopic>(topic =>
        {
            topic.HasKey(t => t.Path);
            topic.HasIndex(t => t.Selector);
            topic.HasIndex(t => t.FetchAt);
            topic.HasIndex(t => t.DueAt);
        });
        modelBuilder.Entity<HubSubscription>(subscription =>
        {
            subscription.HasKey(s => s.Seq);
            subscription.HasIndex(s => s.Digest).IsUnique();
            subscription.HasIndex(s => new { s.Topic, s.Seq });
            subscription.HasIndex(s => s.LeaseEnd);
            // How many one stranger has.
            subscription.HasIndex(s => s.Origin);
            // So that nobody takes a topic away while somebody else subscribes to it.
            subscription
                .HasOne<HubTopic>()
                .WithMany()
                .HasForeignKey(s => s.Topic)
                .OnDelete(DeleteBehavior.Restrict);
            subscription.Property(s => s.Protocol).HasConversion<string>().HasMaxLength(IdLength);
        });
        modelBuilder.Entity<HubNews>(news =>
        {
            news.HasKey(n => n.Seq);
            news.HasIndex(n => new
                {
                    n.Topic,
                    n.ArticleId,
                    n.Revision,
                })
                .IsUnique();
        });
        modelBuilder.Entity<HubRequest>(request =>
        {
            request.HasKey(r => new { r.Digest, r.Mode });
            request.HasIndex(r => r.DueAt);
            request.HasIndex(r => r.Origin);
            request.Property(r => r.Mode).HasConversion<string>().HasMaxLength(IdLength);
            request.Property(r => r.Protocol).HasConversion<string>().HasMaxLength(IdLength);
        });
    }
}
