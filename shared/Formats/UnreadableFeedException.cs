namespace Syndication.Formats;

/// <summary>The document is no feed, or more than anyone should read; the one way in which reading fails.</summary>
public sealed class UnreadableFeedException(string reason, int line = 0, Exception? inner = null)
    : Exception(line > 0 ? $"{reason} (line {line})" : reason, inner)
{
    /// <summary>For people; at most 2,000 characters.</summary>
    public string Reason { get; } = reason;

    /// <summary>From 1; 0 where no line can be told.</summary>
    public int Line { get; } = line;

    /// <summary>Whether the document was refused for its size alone.</summary>
    public bool TooLong { get; init; }
}
