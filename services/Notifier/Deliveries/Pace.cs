namespace Syndication.Notifier.Deliveries;

/// <summary>
/// How fast a push service wants to be called: as fast as it goes, until it says "too many"; then after the rest that it
/// asks for (within bounds: who was told to wait longer waits by itself), half as fast as before, and a little faster with
/// every call that it takes. Its gate keeps calls apart.
/// </summary>
internal sealed class Pace(TimeProvider time)
{
    private const double Least = 5;
    private const double Enough = 5_000;
    private const double Growth = 1.002;
    private static readonly TimeSpan UsualRest = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan LongestRest = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Window = TimeSpan.FromSeconds(1);

    private long _from;
    private double? _perSecond;
    private long _next;
    private int _taken;
    private double _before = Enough;

    /// <summary>False while it takes whatever comes.</summary>
    public bool IsSet => _perSecond is not null;

    /// <summary>It was too much, and nobody has called since.</summary>
    public bool Rests { get; private set; }

    /// <summary>The time of one call, as fast as it bears them.</summary>
    public TimeSpan Turn => _perSecond is { } rate ? TimeSpan.FromSeconds(1 / rate) : TimeSpan.Zero;

    /// <summary>How long until the next call may go; zero for now.</summary>
    public TimeSpan Wait()
    {
        if (_perSecond is null)
            return TimeSpan.Zero;
        var wait = time.GetElapsedTime(time.GetTimestamp(), _next);
        return wait > TimeSpan.Zero ? wait : TimeSpan.Zero;
    }

    /// <summary>A call goes.</summary>
    public void Take()
    {
        var now = time.GetTimestamp();
        Rests = false;
        if (time.GetElapsedTime(_from, now) >= Window)
        {
            if (_from != 0)
                _before = _taken / time.GetElapsedTime(_from, now).TotalSeconds;
            (_from, _taken) = (now, 0);
        }
        _taken++;
        if (_perSecond is { } rate)
            _next = Math.Max(_next, now) + (long)(time.TimestampFrequency / rate);
    }

    /// <summary>A call was too many; those that were under way with it say nothing new.</summary>
    public void Slow(TimeSpan? asked)
    {
        var rest = asked is { } wish ? Min(wish, LongestRest) : UsualRest;
        var until = time.GetTimestamp() + (long)(rest.TotalSeconds * time.TimestampFrequency);
        if (!Rests)
            _perSecond = Math.Max(Least, Math.Min(_perSecond ?? Enough, Math.Max(_before, _taken)) / 2);
        Rests = true;
        _next = Math.Max(_next, until);
    }

    /// <summary>A call was taken.</summary>
    public void Grow()
    {
        if (_perSecond is not { } rate)
            return;
        rate *= Growth;
        _perSecond = rate < Enough ? rate : null;
    }

    private static TimeSpan Min(TimeSpan a, TimeSpan b) => a < b ? a : b;
}
