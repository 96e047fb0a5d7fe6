using Syndication.Contracts;
using Syndication.Notifier.Alerts;

namespace Syndication.Notifier.Deliveries;

/// <summary>
/// One going out of an alert: written in the transaction that decides it, then cut into batches page by page. Whoever holds
/// the lease plans; when the holder dies, the next goes on from <see cref="Cursor"/>.
/// </summary>
internal sealed class Dispatch
{
    /// <summary>UUIDv7.</summary>
    public required Guid Id { get; init; }

    public required Guid AlertId { get; init; }

    public required DispatchKind Kind { get; init; }

    /// <summary>The <see cref="Alert.Sequence"/> that it was made for; what is sent is the alert as it stands then.</summary>
    public required int Sequence { get; init; }

    /// <summary>On the lane that bulk never fills.</summary>
    public required bool Flash { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>Of an alert the last <c>Seq</c> that stands in a batch.</summary>
    public long Cursor { get; set; }

    /// <summary>Everybody stands in a batch.</summary>
    public bool IsPlanned { get; set; }

    /// <summary>Every batch is done. Deliveries that come later, such as after quiet hours, are not waited for.</summary>
    public bool IsDone { get; set; }

    public DateTimeOffset? LeaseUntil { get; set; }

    public static Dispatch Of(Alert alert, DispatchKind kind, DateTimeOffset now) =>
        new()
        {
            Id = Guid.CreateVersion7(now),
            AlertId = alert.Id,
            Kind = kind,
            Sequence = alert.Sequence,
            Flash = alert.Level == BreakingLevel.Flash,
            CreatedAt = now,
        };
}
