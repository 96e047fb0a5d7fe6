namespace Syndication.Notifier.Deliveries;

/// <summary>Why an alert goes out.</summary>
internal enum DispatchKind
{
    /// <summary>For the first time, to everybody whom it concerns.</summary>
    Alert,

    /// <summary>In other words, to everybody who had it.</summary>
    Correction,

    /// <summary>Taken back, to everybody who had it.</summary>
    Withdrawal,
}
