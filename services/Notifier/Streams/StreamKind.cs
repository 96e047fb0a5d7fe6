namespace Syndication.Notifier.Streams;

/// <summary>What a line of the log tells.</summary>
internal enum StreamKind
{
    /// <summary>News.</summary>
    Alert,

    /// <summary>An alert that is out now says something else.</summary>
    Correction,

    /// <summary>An alert that is out is taken back.</summary>
    Withdrawal,
}
