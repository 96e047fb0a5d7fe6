namespace Syndication.Notifier.WebSub;

/// <summary>One way through those who have not acknowledged a topic's version, page by page.</summary>
internal sealed class TopicRound(Distribution what)
{
    /// <summary>What they are sent.</summary>
    public Distribution What { get; private set; } = what;

    /// <summary>The last one that was looked at; null when all were.</summary>
    public long? Cursor { get; set; } = 0;

    /// <summary>Some could not be taken up, or were before the version that is sent now: they need another round.</summary>
    public bool IsPassed { get; set; }

    /// <summary>There are more to be looked at.</summary>
    public bool IsOpen => Cursor is not null;

    /// <summary>Goes on with a newer version: those that are left have it first, so that each change reaches somebody new.</summary>
    public void TurnTo(Distribution newer) => (What, IsPassed) = (newer, IsPassed || Cursor != 0);

    /// <summary>Another round, from the first one on.</summary>
    public void Begin() => (Cursor, IsPassed) = (0, false);
}
