namespace Syndication.Notifier.Deliveries;

/// <summary>
/// Some recipients of a dispatch, and how far each has come. A message tells of it, so that any instance may take it; the
/// lease keeps two from doing the same; what is done is written down while it goes on, so that a crash repeats what was in
/// flight and no more.
/// </summary>
internal sealed class Batch
{
    /// <summary>UUIDv7.</summary>
    public required Guid Id { get; init; }

    public required Guid DispatchId { get; init; }

    public required Guid AlertId { get; init; }

    public required DispatchKind Kind { get; init; }

    public required bool Flash { get; init; }

    /// <summary>Sequence numbers of subscriptions in order, packed by <see cref="RecipientList"/>.</summary>
    public required byte[] Recipients { get; init; }

    /// <summary>A <see cref="RecipientState"/> for each recipient.</summary>
    public required byte[] States { get; set; }

    /// <summary>Nobody among them is <see cref="RecipientState.Waiting"/>.</summary>
    public bool IsDone { get; set; }

    public DateTimeOffset? LeaseUntil { get; set; }

    /// <summary>Who holds it: an instance's id for this attempt. Where nobody does, who left it with something under way.</summary>
    public Guid? LeaseBy { get; set; }

    public required DateTimeOffset CreatedAt { get; init; }

    /// <param name="dispatch">What goes out.</param>
    /// <param name="recipients">Sequence numbers of subscriptions, growing.</param>
    /// <param name="now">When it is made.</param>
    public static Batch Of(Dispatch dispatch, IReadOnlyList<long> recipients, DateTimeOffset now) =>
        new()
        {
            Id = Guid.CreateVersion7(now),
            DispatchId = dispatch.Id,
            AlertId = dispatch.AlertId,
            Kind = dispatch.Kind,
            Flash = dispatch.Flash,
            Recipients = RecipientList.Pack(recipients),
            States = new byte[recipients.Count],
            CreatedAt = now,
        };
}
