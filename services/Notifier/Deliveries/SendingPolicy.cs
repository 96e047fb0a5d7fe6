using Syndication.Contracts;
using Syndication.Notifier.Alerts;
using Syndication.Notifier.Subscriptions;

namespace Syndication.Notifier.Deliveries;

/// <summary>Whether an errand may be run now, as alert and reader stand at this moment.</summary>
internal static class SendingPolicy
{
    /// <summary>Null: go. Otherwise what becomes of it instead.</summary>
    public static Settlement? Decide(Errand errand, Alert alert, DateTimeOffset now)
    {
        if (errand.To is not { State: SubscriptionState.Active } to || IsOver(errand, alert))
            return new(errand, RecipientState.Skipped);
        if (errand.ExpiresAt <= now)
            return new(errand, RecipientState.Expired);
        // A digest is no flash, whatever is in it.
        var level = errand.Came == DueReason.Digest ? BreakingLevel.Breaking : alert.Level;
        return QuietUntil(level, to.FlashInQuiet, to.Quiet, now, ReaderDay.Zone(to.TimeZone)) is { } end
            ? Defer(errand, end)
            : null;
    }

    /// <summary>When a reader's quiet ends; null where an alert of that level need not wait for it.</summary>
    public static DateTimeOffset? QuietUntil(
        BreakingLevel level,
        bool flashInQuiet,
        QuietHours? quiet,
        DateTimeOffset at,
        TimeZoneInfo zone
    ) => level == BreakingLevel.Flash && flashInQuiet ? null : quiet?.EndAfter(at, zone);

    /// <summary>A first showing counts; what takes the place of something seen does not, and a dry run shows nothing.</summary>
    public static bool Counts(Errand errand, Alert alert) =>
        errand is { Kind: DispatchKind.Alert, CountedOn: 0, To.MaxPerDay: not null } && !alert.DryRun;

    /// <summary>Over the day's number: with the rest of the day, at the beginning of the next.</summary>
    public static Settlement Cap(Errand errand, DateTimeOffset now) =>
        new(errand, RecipientState.Capped)
        {
            DueAt = ReaderDay.NextStart(now, errand.To!),
            Reason = DueReason.Digest,
        };

    // Taken back, or overtaken by a newer version that goes to the same readers.
    private static bool IsOver(Errand errand, Alert alert) =>
        errand.Kind == DispatchKind.Alert
            ? alert.State == AlertState.Withdrawn
            : errand.Sequence < alert.Sequence;

    // News that has waited for the reader is told whenever the reader is there.
    private static Settlement Defer(Errand errand, DateTimeOffset end) =>
        errand.Came == DueReason.Digest
            ? new(errand, RecipientState.Capped) { DueAt = end, Reason = DueReason.Digest }
            : new(errand, RecipientState.Deferred) { DueAt = end, Reason = DueReason.Quiet };
}
