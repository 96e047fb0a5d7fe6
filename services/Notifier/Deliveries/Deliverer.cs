using Syndication.Notifier.Alerts;
using Syndication.Notifier.Subscriptions;
using Syndication.Notifier.Watching;

namespace Syndication.Notifier.Deliveries;

/// <summary>Runs one errand: looks whether it may go now, waits at the gate, sends, and says what became of it.</summary>
internal sealed class Deliverer(
    IEnumerable<IChannel> channels,
    Gates gates,
    AlertWords words,
    TimeProvider time
)
{
    private readonly Dictionary<ChannelKind, IChannel> _channels = channels.ToDictionary(c => c.Kind);

    /// <summary>It goes where nobody knows who is there, and nothing else may wait for it.</summary>
    public bool IsStrange(Errand errand) => errand.To is { } to && !gates.Knows(to.Origin);

    /// <summary>An alert for one reader.</summary>
    /// <exception cref="OperationCanceledException"><paramref name="ct"/> ended it; whether it was accepted is unknown.</exception>
    public Task<Settlement> DeliverAsync(Errand errand, AlertNow alert, CancellationToken ct) =>
        RunAsync(
            errand,
            () => SendingPolicy.Decide(errand, alert.Alert, time.GetUtcNow()),
            now => alert.MessageFor(errand.Kind, LeftFor(errand, alert.Alert, now)),
            alert.Alert,
            ct
        );

    /// <summary>Several alerts in one message.</summary>
    /// <exception cref="OperationCanceledException"><paramref name="ct"/> ended it; whether it was accepted is unknown.</exception>
    public async Task<Settlement> DeliverAsync(
        Errand digest,
        IReadOnlyList<Alert> alerts,
        CancellationToken ct
    )
    {
        var settled = await RunAsync(
            digest,
            () => SendingPolicy.Decide(digest, alerts[0], time.GetUtcNow()),
            now => words.Digest(alerts, digest.To!.Language, now),
            alert: null,
            ct
        );
        return settled.DueAt is null
            ? settled
            : settled with
            {
                Reason = DueReason.Digest,
                State = RecipientState.Capped,
            };
    }

    private async Task<Settlement> RunAsync(
        Errand errand,
        Func<Settlement?> decide,
        Func<DateTimeOffset, AlertMessage> messageAt,
        Alert? alert,
        CancellationToken ct
    )
    {
        if (decide() is { } before)
            return before;
        // A dry run calls nobody, so there is nobody to spare.
        if (alert is { DryRun: true })
            return After(errand, await SendAsync(errand, messageAt(time.GetUtcNow()), ct), alert);
        if (gates.To(errand.To!.Origin, errand.Flash) is not { } way)
            return Shed(errand, Gate.Patience);
        using (way)
            return await GoAsync(errand, way, decide, messageAt, alert, ct);
    }

    private async Task<Settlement> GoAsync(
        Errand errand,
        Way way,
        Func<Settlement?> decide,
        Func<DateTimeOffset, AlertMessage> messageAt,
        Alert? alert,
        CancellationToken ct
    )
    {
        var gate = way.Gate;
        var pass = await gate.EnterAsync(errand.Flash, ct);
        if (!pass.IsIn)
            return Shed(errand, pass.ComeBackAfter);
        DeliveryOutcome? outcome = null;
        try
        {
            if (!await errand.EnterAsync(way.Lane, way.Patience, ct))
                return Shed(errand, Gate.Patience);
            // The wait may have been longer than the lease: then it is somebody else's, and would be sent twice.
            if (!errand.Owner.Holds(errand))
                return Shed(errand, Gate.Patience);
            // What was so before the wait may be otherwise now.
            if (decide() is { } meanwhile)
                return meanwhile;
            var message = messageAt(time.GetUtcNow());
            gate.Sent(pass.Ticket);
            outcome = await SendAsync(errand, message, ct);
            return After(errand, outcome.Value, alert) with { Sequence = message.Sequence };
        }
        finally
        {
            gate.Leave(pass.Ticket, errand.Flash, outcome, errand.Seq);
        }
    }

    private Task<DeliveryOutcome> SendAsync(Errand errand, AlertMessage message, CancellationToken ct) =>
        _channels.TryGetValue(errand.To!.Channel, out var channel)
            ? channel.SendAsync(errand.To, message, ct)
            : Task.FromResult(
                new DeliveryOutcome(DeliveryVerdict.Refused, Fault: "There is no such channel.")
            );

    private Settlement After(Errand errand, DeliveryOutcome outcome, Alert? alert)
    {
        var now = time.GetUtcNow();
        return outcome.Verdict switch
        {
            DeliveryVerdict.Delivered => new(
                errand,
                alert is null ? RecipientState.Capped : RecipientState.Delivered
            )
            {
                Accepted = true,
                Sequence = alert?.Sequence ?? 1,
                Latency = IsLate(errand) || alert is null ? null : now - alert.OccurredAt,
            },
            DeliveryVerdict.Gone => new(errand, RecipientState.Gone) { Fault = outcome.Fault },
            DeliveryVerdict.Refused => new(errand, RecipientState.Failed)
            {
                Fault = outcome.Fault,
                IsOurs = outcome.IsOurs,
            },
            _ => Again(errand, outcome, alert, now) with
            {
                MayBeOut = outcome.Verdict == DeliveryVerdict.Unreachable,
            },
        };
    }

    // What waited for its reader says nothing of how fast we are; nor does what takes the place of something seen.
    private static bool IsLate(Errand errand) =>
        errand.Kind != DispatchKind.Alert || errand.ExpiresAt is null || errand.Came == DueReason.Quiet;

    private static Settlement Again(Errand errand, DeliveryOutcome outcome, Alert? alert, DateTimeOffset now)
    {
        var attempts = errand.Attempts + 1;
        var due = now + RetrySchedule.Wait(attempts, outcome.RetryAfter, Chance.Draw());
        var expires =
            errand.ExpiresAt
            ?? (
                alert is null
                    ? now + AlertWords.DigestTime
                    : RetrySchedule.ExpiryOf(errand.Kind, now, alert.TimeToLive)
            );
        return due >= expires
            ? new(errand, RecipientState.Expired) { Fault = outcome.Fault }
            : new(errand, RecipientState.Retrying)
            {
                DueAt = due,
                Reason = DueReason.Retry,
                Attempts = attempts,
                ExpiresAt = expires,
                Fault = outcome.Fault,
            };
    }

    // Not tried, so not counted as a try; spread out, so that not all stand at the gate again when it opens.
    private Settlement Shed(Errand errand, TimeSpan after)
    {
        var due = time.GetUtcNow() + after + (after * Chance.Draw());
        return new(errand, RecipientState.Retrying)
        {
            DueAt = due < errand.ExpiresAt ? due : errand.ExpiresAt ?? due,
            Reason = errand is { ExpiresAt: null, Came: { } came } ? came : DueReason.Retry,
            Attempts = errand.Attempts,
            ExpiresAt = errand.ExpiresAt,
            Fault = "The push service does not answer, or asked for patience.",
        };
    }

    private static TimeSpan LeftFor(Errand errand, Alert alert, DateTimeOffset now)
    {
        var whole = RetrySchedule.LifeOf(errand.Kind, alert.TimeToLive);
        var left = errand.ExpiresAt is { } end && errand.Kind == DispatchKind.Alert ? end - now : whole;
        return left < whole ? left : whole;
    }
}
