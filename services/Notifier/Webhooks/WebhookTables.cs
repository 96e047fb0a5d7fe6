using Microsoft.EntityFrameworkCore;

namespace Syndication.Notifier.Webhooks;

/// <summary>How webhooks lie in the database.</summary>
internal static class WebhookTables
{
    private const int WordLength = 100;

    public static void ShapeWebhooks(this ModelBuilder modelBuilder)
    {
        modelBuilder.Entity<Webhook>(hook =>
        {
            hook.Property(h => h.Id).ValueGeneratedNever();
            hook.Property(h => h.State).HasConversion<string>().HasMaxLength(WordLength);
            hook.Property(h => h.MinLevel).HasConversion<string>().HasMaxLength(WordLength);
            hook.HasIndex(h => h.Call).IsUnique();
        });
        modelBuilder.Entity<WebhookEvent>(told =>
        {
            told.HasKey(e => e.Seq);
            told.Ignore(e => e.IsOfArticle);
            told.Property(e => e.Level).HasConversion<string>().HasMaxLength(WordLength);
            told.Property(e => e.Type).HasMaxLength(WordLength);
            // One event of each revision, whatever is told twice.
            told.HasIndex(e => new { e.Subject, e.Version }).IsUnique();
            told.HasIndex(e => e.At);
            told.HasIndex(e => e.Seq).HasFilter("NOT \"IsFanned\"");
        });
        modelBuilder.Entity<WebhookDelivery>(delivery =>
        {
            delivery.HasKey(d => d.Seq);
            delivery.Property(d => d.State).HasConversion<string>().HasMaxLength(WordLength);
            delivery.HasIndex(d => new { d.WebhookId, d.EventSeq }).IsUnique();
            delivery.HasIndex(d => d.EventSeq);
            delivery.HasIndex(d => new { d.WebhookId, d.DueAt }).HasFilter("\"State\" = 'Waiting'");
            delivery.HasOne<Webhook>().WithMany().HasForeignKey(d => d.WebhookId);
            delivery.HasOne<WebhookEvent>().WithMany().HasForeignKey(d => d.EventSeq);
        });
    }
}
