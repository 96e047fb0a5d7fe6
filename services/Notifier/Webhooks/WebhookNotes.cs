using Microsoft.EntityFrameworkCore;
using Syndication.Contracts;
using Syndication.Notifier.Alerts;
using Syndication.Notifier.Store;
using Syndication.Notifier.Streams;

namespace Syndication.Notifier.Webhooks;

/// <summary>
/// Writes events in the transaction in which this service learns of what they tell, one for each revision; none while nobody
/// has a webhook.
/// </summary>
internal static class WebhookNotes
{
    extension(NotifierDbContext db)
    {
        /// <summary>
        /// An article's revision is out. One that comes late is told as well, for its receivers go by its revision; not so if
        /// the article is no longer out by then. To be called before the revision is taken.
        /// </summary>
        public async Task NoteAsync(
            Article article,
            bool isRevised,
            bool isSignificant,
            DateTimeOffset now,
            CancellationToken ct
        )
        {
            var known = await db.Articles.FindAsync([article.Id], ct);
            if (known is { IsOut: false } && known.Revision > article.Revision)
                return;
            var type = isRevised ? WebhookTypes.ArticleRevised : WebhookTypes.ArticlePublished;
            await db.NoteAsync(
                article.Id,
                article.Revision,
                type,
                article.Categories,
                () => WebhookPayload.Of(type, article, isSignificant, now),
                now,
                ct
            );
        }

        /// <summary>An article is taken back. To be called before that is taken.</summary>
        public async Task NoteAsync(ArticleRetracted retracted, DateTimeOffset now, CancellationToken ct)
        {
            var id = retracted.ArticleId;
            var known = await db.Articles.FindAsync([id], ct);
            // Ingest's answer may have told the same before: then no event was written. Doubles are known by their version.
            if (retracted.Replay || known?.Revision > retracted.Revision)
                return;
            // What never was out, nobody is told of.
            if (known?.EmbargoUntil is not null && !await db.WebhookEvents.AnyAsync(e => e.Subject == id, ct))
                return;
            await db.NoteAsync(
                id,
                retracted.Revision,
                WebhookTypes.ArticleRetracted,
                retracted.Categories,
                () => WebhookPayload.Of(retracted, now),
                now,
                ct
            );
        }

        /// <summary>An alert goes out, is corrected or taken back.</summary>
        public Task NoteAsync(Alert alert, StreamKind kind, DateTimeOffset now, CancellationToken ct)
        {
            var type = kind switch
            {
                StreamKind.Correction => WebhookTypes.AlertCorrected,
                StreamKind.Withdrawal => WebhookTypes.AlertWithdrawn,
                _ => WebhookTypes.AlertSent,
            };
            return db.NoteAsync(
                alert.Id,
                alert.Sequence,
                type,
                alert.Topics,
                () => WebhookPayload.Of(type, alert, now),
                now,
                ct,
                alert
            );
        }

        private async Task NoteAsync(
            Guid subject,
            int version,
            string type,
            IReadOnlyList<string> topics,
            Func<string> payload,
            DateTimeOffset now,
            CancellationToken ct,
            Alert? alert = null
        )
        {
            if (!await db.Webhooks.AnyAsync(ct))
                return;
            var earlier = await db
                .WebhookEvents.Where(e => e.Subject == subject)
                .Select(e => new { e.Version, e.Topics })
                .ToListAsync(ct);
            if (earlier.Exists(e => e.Version == version))
                return;
            db.WebhookEvents.Add(
                new()
                {
                    Id = Guid.CreateVersion7(now),
                    Subject = subject,
                    Version = version,
                    Type = type,
                    // Whoever was told of it in another category is told what becomes of it.
                    Topics = [.. topics.Union(earlier.SelectMany(e => e.Topics), StringComparer.Ordinal)],
                    Exclude = alert is null ? [] : [.. alert.Exclude],
                    Level = alert?.Level,
                    Payload = payload(),
                    At = now,
                }
            );
        }
    }
}
