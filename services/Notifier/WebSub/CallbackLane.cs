namespace Syndication.Notifier.WebSub;

/// <summary>
/// Those on their way to one host of callbacks. So many at once as it has shown that it answers quickly: a host that nobody
/// knows begins with few, and one that is slow holds few of the places that all share.
/// </summary>
internal sealed class CallbackLane
{
    /// <summary>Calls at once of a host that answers quickly.</summary>
    public const int MostAtOnce = 16;

    private const int FirstAtOnce = 2;

    // Of all that are kept in memory one host has no more than so many.
    private const int MostWaiting = 1024;
    private static readonly TimeSpan Quick = TimeSpan.FromSeconds(1);
    private readonly Queue<HubErrand> _waiting = [];
    private double _room = FirstAtOnce;
    private int _underWay;

    public bool IsIdle => _underWay == 0 && _waiting.Count == 0;

    /// <summary>False where this host has its share.</summary>
    public bool Offer(HubErrand errand)
    {
        if (_waiting.Count >= MostWaiting)
            return false;
        _waiting.Enqueue(errand);
        return true;
    }

    /// <summary>The next to be sent; <see cref="End"/> follows.</summary>
    public HubErrand? Next()
    {
        if (_underWay >= (int)_room || !_waiting.TryDequeue(out var errand))
            return null;
        _underWay++;
        return errand;
    }

    /// <param name="took">How long the call took; null of one that was not made.</param>
    public void End(TimeSpan? took)
    {
        _underWay--;
        if (took is { } time)
            _room = time <= Quick ? Math.Min(MostAtOnce, _room + 1) : Math.Max(1, _room / 2);
    }
}
