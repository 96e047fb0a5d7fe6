using Syndication.Contracts;

namespace Syndication.Feeds.Entries;

/// <summary>The one rebuild of a store in memory. Not for several threads at once.</summary>
internal sealed class MemoryRebuild(Guid id)
{
    private readonly HashSet<Guid> _confirmed = [];
    private DateTimeOffset? _livelyAt;
    private DateTimeOffset? _endedAt;
    private long _expected;

    public Guid? Pending => Complete ? null : id;
    public bool Complete { get; private set; }

    /// <summary>An article was told by a rebuild; true when it was the last one missing.</summary>
    public bool Confirm(Guid article, DateTimeOffset now)
    {
        if (Complete)
            return false;
        _confirmed.Add(article);
        _livelyAt = now;
        return CompleteIfAllCame();
    }

    public void Finish(RebuildFinished end, DateTimeOffset now)
    {
        if (Complete || end.RebuildId != id)
            return;
        _expected = end.Articles;
        _endedAt = now;
        CompleteIfAllCame();
    }

    /// <summary>True when it is taken as ended although not every article came.</summary>
    public bool GiveUpIfDue(DateTimeOffset now)
    {
        if (Complete || _endedAt is not { } ended || now - ended < RebuildPatience.Stragglers)
            return false;
        Complete = true;
        return true;
    }

    /// <summary>True when it is time to ask for it, again or at all.</summary>
    public bool AskIfDue(DateTimeOffset now)
    {
        if (Complete || now - _livelyAt < RebuildPatience.Silence)
            return false;
        _livelyAt = now;
        return true;
    }

    private bool CompleteIfAllCame()
    {
        if (_endedAt is null || _confirmed.Count < _expected)
            return false;
        _confirmed.Clear();
        return Complete = true;
    }
}
