namespace Syndication.Testing.Time;

/// <summary>
/// Time that stands still until the test moves it: <c>Task.Delay</c>, timers and time limits that were given it fire, in
/// order, while <see cref="Advance"/> passes their instant.
/// </summary>
public sealed class ManualTime(DateTimeOffset start) : TimeProvider
{
    private readonly List<ManualTimer> _timers = [];
    private readonly Lock _gate = new();
    private DateTimeOffset _now = start;
    private TimeSpan _ahead;

    /// <summary>Begins at an ordinary newsday's noon in Dhaka.</summary>
    public ManualTime()
        : this(new DateTimeOffset(2025, 8, 13, 6, 0, 0, TimeSpan.Zero)) { }

    /// <inheritdoc />
    public override TimeZoneInfo LocalTimeZone => TimeZoneInfo.Utc;

    /// <inheritdoc />
    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    /// <summary>How many timers are set: a test waits for the one it is about to let fire.</summary>
    public int TimersSet
    {
        get
        {
            lock (_gate)
                return _timers.Count(t => t.Due is not null);
        }
    }

    /// <inheritdoc />
    public override DateTimeOffset GetUtcNow()
    {
        lock (_gate)
            return _now + _ahead;
    }

    /// <inheritdoc />
    public override long GetTimestamp()
    {
        lock (_gate)
            return _now.UtcTicks;
    }

    /// <summary>Puts the clock on the wall forward or back; no time passes by it, and no timer fires.</summary>
    public void Jump(TimeSpan by)
    {
        lock (_gate)
            _ahead += by;
    }

    /// <inheritdoc />
    public override ITimer CreateTimer(
        TimerCallback callback,
        object? state,
        TimeSpan dueTime,
        TimeSpan period
    )
    {
        var timer = new ManualTimer(this, () => callback(state));
        lock (_gate)
            _timers.Add(timer);
        timer.Change(dueTime, period);
        return timer;
    }

    /// <summary>Moves time on; returns after every timer due by then was called.</summary>
    /// <param name="by">Not negative.</param>
    public void Advance(TimeSpan by)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(by, TimeSpan.Zero);
        DateTimeOffset end;
        lock (_gate)
            end = _now + by;
        while (NextDue(end) is { } timer)
            timer.Fire();
        lock (_gate)
            _now = end;
    }

    /// <summary>
    /// Hours at once, as for a machine that slept: what came due meanwhile fires once, at the end, however often it was due.
    /// </summary>
    /// <param name="by">Not negative.</param>
    public void Leap(TimeSpan by)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(by, TimeSpan.Zero);
        List<ManualTimer> due;
        lock (_gate)
        {
            _now += by;
            due = [.. _timers.Where(t => t.Due <= _now).OrderBy(t => t.Due)];
            due.ForEach(t => t.RearmAhead());
        }
        due.ForEach(t => t.Fire());
    }

    private ManualTimer? NextDue(DateTimeOffset end)
    {
        lock (_gate)
        {
            var next = _timers.Where(t => t.Due <= end).MinBy(t => t.Due);
            if (next is { Due: { } due })
            {
                _now = due > _now ? due : _now;
                next.Rearm();
            }
            return next;
        }
    }

    private sealed class ManualTimer(ManualTime time, Action call) : ITimer
    {
        private TimeSpan _period = Timeout.InfiniteTimeSpan;

        public DateTimeOffset? Due { get; private set; }

        public void Fire() => call();

        public void Rearm() => Due = _period > TimeSpan.Zero ? Due + _period : null;

        /// <summary>To the next of its instants that lies ahead.</summary>
        public void RearmAhead()
        {
            var missed = _period > TimeSpan.Zero ? (time._now - Due!.Value).Ticks / _period.Ticks : 0;
            Due += missed * _period;
            Rearm();
        }

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            lock (time._gate)
            {
                if (!time._timers.Contains(this))
                    return false;
                _period = period;
                Due = dueTime == Timeout.InfiniteTimeSpan ? null : time._now + dueTime;
            }
            // A timer that is due at once does not wait for the next move.
            if (dueTime == TimeSpan.Zero)
                time.Advance(TimeSpan.Zero);
            return true;
        }

        public void Dispose()
        {
            lock (time._gate)
                time._timers.Remove(this);
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
