namespace Syndication.Notifier.Deliveries;

/// <summary>Why a delivery waits.</summary>
internal enum DueReason
{
    /// <summary>The push service was not to be had, or asked for patience.</summary>
    Retry,

    /// <summary>The reader's quiet hours.</summary>
    Quiet,

    /// <summary>The reader's number for the day was reached: it goes into the digest.</summary>
    Digest,
}
