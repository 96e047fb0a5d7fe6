namespace Syndication.Notifier.Deliveries;

/// <summary>How far a batch has come with one recipient; the low half of a byte of <see cref="Batch.States"/>.</summary>
internal enum RecipientState : byte
{
    /// <summary>Not tried yet.</summary>
    Waiting = 0,

    /// <summary>Accepted by the push service.</summary>
    Delivered = 1,

    /// <summary>To be tried again; a <see cref="DueDelivery"/> says when.</summary>
    Retrying = 2,

    /// <summary>Waits for the end of quiet hours; a <see cref="DueDelivery"/> says when.</summary>
    Deferred = 3,

    /// <summary>Over the day's number; waits for its digest as a <see cref="DueDelivery"/>.</summary>
    Capped = 4,

    /// <summary>Refused for good.</summary>
    Failed = 5,

    /// <summary>Not accepted within the alert's time.</summary>
    Expired = 6,

    /// <summary>The subscription is no more.</summary>
    Gone = 7,

    /// <summary>Passed over: the reader has left, or the alert was taken back before it went out to this one.</summary>
    Skipped = 8,

    /// <summary>Not tried yet, and counted as one of the reader's day already: a crash does not count it again.</summary>
    Counted = 9,

    /// <summary>As <see cref="Counted"/>, of one whose turn a <see cref="DueDelivery"/> says.</summary>
    DueCounted = 10,

    /// <summary>Over the day's number, and has come with its digest.</summary>
    Told = 11,
}
