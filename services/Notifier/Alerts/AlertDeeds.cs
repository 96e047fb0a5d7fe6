using Syndication.Notifier.Deliveries;
using Syndication.Notifier.Store;
using Syndication.Notifier.Streams;
using Syndication.Notifier.Webhooks;

namespace Syndication.Notifier.Alerts;

/// <summary>
/// What is written when something becomes of an alert, whoever decides it: act, going out and the stream's event in the
/// decider's own transaction, which holds the alert.
/// </summary>
internal static class AlertDeeds
{
    /// <summary>Who acts where nobody called.</summary>
    public const string System = "system";

    extension(NotifierDbContext db)
    {
        /// <summary>Writes down who did what.</summary>
        /// <param name="alert">Which.</param>
        /// <param name="who">Who did.</param>
        /// <param name="act">What.</param>
        /// <param name="now">When.</param>
        /// <param name="detail">Of what, or why.</param>
        /// <param name="before">The words that it took the place of.</param>
        public void Act(
            Alert alert,
            string who,
            string act,
            DateTimeOffset now,
            string? detail = null,
            AlertWording? before = null
        ) =>
            db.Acts.Add(
                new()
                {
                    AlertId = alert.Id,
                    At = now,
                    Who = who,
                    Act = act,
                    Detail = detail,
                    Before = before?.ToJson(),
                }
            );

        /// <summary>
        /// Lets what may go out do so, now or at its hour, never before its article's embargo ends, and not before it is sure
        /// that its article is out; false where nothing came of it.
        /// </summary>
        /// <param name="alert">Which.</param>
        /// <param name="who">Who does.</param>
        /// <param name="now">When.</param>
        /// <param name="ct">Ends the wait.</param>
        /// <param name="doubt">Why its article, as it is known, may not be told of; null where that is sure.</param>
        /// <param name="force">It goes out in doubt.</param>
        public async Task<bool> ReleaseAsync(
            Alert alert,
            string who,
            DateTimeOffset now,
            CancellationToken ct,
            Func<KnownArticle?, string?>? doubt = null,
            bool force = false
        )
        {
            var article = await db.ArticleOfAsync(alert, ct);
            var isHeld = article?.EmbargoUntil is { } until && alert.Hold(until);
            if (isHeld || alert.Schedule(now))
            {
                var why = isHeld ? ", under its article's embargo" : "";
                db.Act(alert, who, "scheduled", now, $"{alert.SendAt:yyyy-MM-dd'T'HH:mm:ss'Z'}{why}");
                return true;
            }
            // Of a dry run nobody is told.
            var doubts = alert is { ArticleId: not null, DryRun: false } ? doubt?.Invoke(article) : null;
            if (doubts is not null && !force)
                return !alert.IsHeld && db.Hold(alert, who, doubts, now);
            if (!alert.Send(now, byHand: who != System))
                return false;
            db.Act(alert, who, "sent", now, doubts is null ? null : $"forced: {doubts}");
            await db.GoOutAsync(alert, DispatchKind.Alert, StreamKind.Alert, now, ct);
            return true;
        }

        /// <summary>Has it wait until it is sure that its article is out; false where it waits for that reason already.</summary>
        public bool Hold(Alert alert, string who, string why, DateTimeOffset now)
        {
            if (!alert.Doubt(why, now))
                return false;
            db.Act(alert, who, "held", now, why);
            return true;
        }

        /// <summary>Tells readers other words than they have seen.</summary>
        public async Task CorrectAsync(
            Alert alert,
            string who,
            string? note,
            DateTimeOffset now,
            CancellationToken ct,
            AlertWording? before = null
        )
        {
            alert.Correct(note);
            db.Act(alert, who, "corrected", now, note, before);
            await db.GoOutAsync(alert, DispatchKind.Correction, StreamKind.Correction, now, ct);
        }

        /// <summary>Takes it back; true if readers are told.</summary>
        /// <param name="alert">Which.</param>
        /// <param name="who">Who does.</param>
        /// <param name="reason">Why, for the newsroom.</param>
        /// <param name="now">When.</param>
        /// <param name="ct">Ends the wait.</param>
        /// <param name="note">Why, for readers; or null.</param>
        public async Task<bool> WithdrawAsync(
            Alert alert,
            string who,
            string? reason,
            DateTimeOffset now,
            CancellationToken ct,
            string? note = null
        )
        {
            if (alert.State == AlertState.Withdrawn)
                return false;
            var wasOut = alert.Withdraw(note);
            db.Act(alert, who, "withdrawn", now, reason);
            if (wasOut)
                await db.GoOutAsync(alert, DispatchKind.Withdrawal, StreamKind.Withdrawal, now, ct);
            return wasOut && !alert.DryRun;
        }

        // Null where nothing is known of it, there is none, or nobody is told anyway.
        private async Task<KnownArticle?> ArticleOfAsync(Alert alert, CancellationToken ct) =>
            alert is { ArticleId: { } article, DryRun: false }
                ? await db.Articles.FindAsync([article], ct)
                : null;

        // A dry run is told to nobody, so there is nobody to tell otherwise.
        private async Task GoOutAsync(
            Alert alert,
            DispatchKind kind,
            StreamKind told,
            DateTimeOffset now,
            CancellationToken ct
        )
        {
            if (kind == DispatchKind.Alert || !alert.DryRun)
                db.Dispatches.Add(Dispatch.Of(alert, kind, now));
            if (alert.DryRun || alert.IsProbe)
                return;
            await db.NoteAsync(alert, told, now, ct);
            await db.TellAsync(StreamEvent.Of(alert, told, now), ct);
        }
    }
}
