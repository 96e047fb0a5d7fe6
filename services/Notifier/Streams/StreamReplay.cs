namespace Syndication.Notifier.Streams;

/// <summary>What a reader is told on coming back: a gap if events are lost for good, then those it missed.</summary>
/// <param name="Seen">Live events up to and with this number are none of its business.</param>
/// <param name="LostUpTo">The last event that is lost to it, or null.</param>
/// <param name="Events">In their order.</param>
internal sealed record StreamReplay(long Seen, long? LostUpTo, IReadOnlyList<StreamEvent> Events)
{
    /// <summary>For who has just come: nothing.</summary>
    public static StreamReplay None { get; } = new(0, null, []);
}
