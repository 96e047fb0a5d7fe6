using System.Collections.Concurrent;
using Microsoft.Extensions.Options;

namespace Syndication.Ingest.Sources;

/// <summary>One call to a host at a time, with a pause between two; a host that wants to rest is left alone.</summary>
internal sealed class HostPacer(IOptions<PollingOptions> options, TimeProvider time)
{
    private const int MostIdle = 4096;
    private static readonly TimeSpan IdleAfter = TimeSpan.FromHours(1);
    private readonly ConcurrentDictionary<string, Lane> _lanes = new(StringComparer.Ordinal);
    private static readonly TimeSpan BetweenTidyings = TimeSpan.FromMinutes(1);
    private long _tidied = time.GetTimestamp();
    private readonly TimeSpan _pause = options.Value.HostPause;

    /// <summary>Enters the host's lane, or books a place in it.</summary>
    /// <returns>Zero where the call may be made, and <see cref="Leave"/> is owed; else how long to wait before asking again.</returns>
    public TimeSpan Enter(Uri url, Guid source)
    {
        Tidy();
        return LaneOf(url).Enter(source, _pause, time.GetUtcNow());
    }

    public void Leave(Uri url) => LaneOf(url).Leave(_pause, time.GetUtcNow());

    /// <summary>Nobody calls the host until then.</summary>
    public void Rest(Uri url, DateTimeOffset until) => LaneOf(url).Rest(until);

    private Lane LaneOf(Uri url) =>
        _lanes.GetOrAdd(url.IsDefaultPort ? url.IdnHost : url.IdnHost + ":" + url.Port, _ => new());

    private void Tidy()
    {
        // To look at all of them with each call would cost more than the calls.
        if (time.GetElapsedTime(_tidied) < BetweenTidyings)
            return;
        _tidied = time.GetTimestamp();
        if (_lanes.Count < MostIdle)
            return;
        var old = time.GetUtcNow() - IdleAfter;
        foreach (var (host, lane) in _lanes)
        {
            if (lane.IdleSince(old))
                _lanes.TryRemove(host, out _);
        }
    }

    private sealed class Lane
    {
        private readonly Lock _gate = new();
        private readonly Dictionary<Guid, DateTimeOffset> _booked = [];
        private DateTimeOffset _free;
        private DateTimeOffset _restsUntil;
        private bool _busy;

        public TimeSpan Enter(Guid source, TimeSpan pause, DateTimeOffset now)
        {
            lock (_gate)
            {
                var booked = _booked.Remove(source, out var place) && place >= _restsUntil;
                if (booked && place > now)
                {
                    _booked[source] = place;
                    return place - now;
                }
                var soonest = Later(now, booked ? _restsUntil : Later(_free, _restsUntil));
                // Without a pause there is no lane either.
                if (soonest <= now && (!_busy || pause == TimeSpan.Zero))
                {
                    _busy = true;
                    _free = Later(_free, now + pause);
                    return TimeSpan.Zero;
                }
                // A host that takes its time is busy longer than anybody could foresee: who comes too early books anew.
                var slot = Later(soonest, Later(_free, now + pause));
                _booked[source] = slot;
                _free = slot + pause;
                return slot - now;
            }
        }

        public void Leave(TimeSpan pause, DateTimeOffset now)
        {
            lock (_gate)
            {
                _busy = false;
                _free = Later(_free, now + pause);
            }
        }

        public void Rest(DateTimeOffset until)
        {
            lock (_gate)
                _restsUntil = Later(_restsUntil, until);
        }

        public bool IdleSince(DateTimeOffset instant)
        {
            lock (_gate)
                return !_busy && _free < instant && _restsUntil < instant;
        }

        private static DateTimeOffset Later(DateTimeOffset one, DateTimeOffset other) =>
            one > other ? one : other;
    }
}
