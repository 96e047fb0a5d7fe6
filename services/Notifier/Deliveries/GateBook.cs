using System.Collections.Concurrent;

namespace Syndication.Notifier.Deliveries;

/// <summary>Gates by push service. Whoever names push services by the thousand costs no more than <paramref name="most"/>.</summary>
/// <param name="limits">Of each.</param>
/// <param name="most">How many are remembered.</param>
/// <param name="watch">Says when bulk makes room in them.</param>
/// <param name="time">Their clock.</param>
internal sealed class GateBook(GateLimits limits, int most, FlashWatch watch, TimeProvider time)
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);
    private readonly ConcurrentDictionary<string, Gate> _gates = new(StringComparer.Ordinal);
    private long? _forgotAt;

    public int Count => _gates.Count;

    public bool Holds(string origin) => _gates.ContainsKey(origin);

    /// <summary>It is known not to answer, or wants to be left alone.</summary>
    public bool IsShut(string origin) => _gates.TryGetValue(origin, out var gate) && gate.IsShut;

    /// <summary>Null while there are more push services than are remembered.</summary>
    public Gate? Of(string origin)
    {
        if (_gates.TryGetValue(origin, out var gate))
            return gate;
        if (_gates.Count >= most)
            Forget();
        return _gates.Count < most ? _gates.GetOrAdd(origin, static (_, book) => book.NewGate(), this) : null;
    }

    private Gate NewGate() => new(limits, watch, time);

    // Those of which nothing bad is known go first, then whoever could be called again. Not at each newcomer: it looks at all.
    private void Forget()
    {
        lock (_gates)
        {
            if (_forgotAt is { } before && time.GetElapsedTime(before) < Pause)
                return;
            _forgotAt = time.GetTimestamp();
            Drop(gate => gate.IsIdle);
            if (_gates.Count >= most)
                Drop(gate => gate.IsForgettable);
        }
    }

    private void Drop(Predicate<Gate> which)
    {
        foreach (var (origin, gate) in _gates)
        {
            if (which(gate))
                _gates.TryRemove(origin, out _);
        }
    }
}
