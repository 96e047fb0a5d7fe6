namespace Syndication.Notifier.Deliveries;

/// <summary>
/// Whether a push service answers. It is open (calls go) until many calls hang or many in a row fail; then one call at a
/// time is let through to see, less often each time. Not safe for use side by side: its gate sees to that.
/// </summary>
internal sealed class Circuit(GateLimits limits, TimeProvider time)
{
    private static readonly TimeSpan Slow = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan FirstRest = TimeSpan.FromSeconds(1);

    private readonly Dictionary<int, long?> _begun = [];
    private int _ticket;
    private int _failures;
    private int _rests;
    private long? _lastAnswer;
    private long? _restsSince;
    private TimeSpan _rest;
    private int? _probe;

    /// <summary>It answers, as far as is known.</summary>
    public bool IsWell => _restsSince is null && _failures == 0;

    /// <summary>False while one call is on its way to see whether it answers again.</summary>
    public bool HasRoom => _probe is null;

    /// <summary>It has answered just now.</summary>
    public bool IsProven => _lastAnswer is { } answer && time.GetElapsedTime(answer) <= Slow;

    /// <summary>For how long there is no use in calling; zero when there is.</summary>
    public TimeSpan ClosedFor()
    {
        if (_restsSince is null && IsStuck())
            Rest();
        if (_restsSince is not { } since)
            return TimeSpan.Zero;
        // A probe that hangs is no answer either.
        if (_probe is { } probe)
            return _begun.TryGetValue(probe, out var begun) && IsSlow(begun) ? _rest : TimeSpan.Zero;
        var left = _rest - time.GetElapsedTime(since);
        return left > TimeSpan.Zero ? left : TimeSpan.Zero;
    }

    /// <summary>A call has its place; it does not count as slow until it is <see cref="Sent"/>.</summary>
    public int Begin()
    {
        _begun[++_ticket] = null;
        if (_restsSince is not null)
            _probe = _ticket;
        return _ticket;
    }

    /// <summary>A call is on its way from here on.</summary>
    public void Sent(int ticket) => _begun[ticket] = time.GetTimestamp();

    /// <summary>A call is over; null for one that was never made.</summary>
    public void End(int ticket, DeliveryVerdict? verdict)
    {
        _begun.Remove(ticket);
        var wasProbe = _probe == ticket;
        if (wasProbe)
            _probe = null;
        if (verdict is null)
            return;
        if (verdict != DeliveryVerdict.Unreachable)
        {
            // Whatever it says, it is there.
            _lastAnswer = time.GetTimestamp();
            (_failures, _rests, _restsSince) = (0, 0, null);
            _probe = null;
        }
        else if (++_failures >= limits.Failures && (_restsSince is null || wasProbe))
            Rest();
    }

    private void Rest()
    {
        _restsSince = time.GetTimestamp();
        _rest = TimeSpan.FromTicks(
            (long)Math.Min(limits.LongestRest.Ticks, FirstRest.Ticks * Math.Pow(2, Math.Min(_rests++, 16)))
        );
        // Counted anew from here; the first failure of a probe is enough.
        _failures = Math.Max(_failures, limits.Failures);
    }

    private bool IsStuck() =>
        _begun.Count >= limits.Hanging && !IsProven && _begun.Values.Count(IsSlow) >= limits.Hanging;

    private bool IsSlow(long? begun) => begun is { } since && time.GetElapsedTime(since) > Slow;
}
