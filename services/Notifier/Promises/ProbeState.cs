using System.Diagnostics.Metrics;

namespace Syndication.Notifier.Promises;

/// <summary>Whether the house's own alerts arrive.</summary>
internal sealed class ProbeState
{
    /// <summary>The longest that one may take.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly Lock _gate = new();
    private readonly ObservableGauge<int> _silent;
    private DateTimeOffset? _waitingSince;
    private string? _fault;
    private bool _isBroken;

    public ProbeState(IMeterFactory meters) =>
        _silent = meters
            .Create("Syndication.Notifier")
            .CreateObservableGauge(
                "syndication.alerts.silent",
                () => Fault is null ? 0 : 1,
                description: "1 while the house's own alerts do not arrive"
            );

    /// <summary>What is wrong in a sentence; null while they arrive.</summary>
    public string? Fault
    {
        get
        {
            lock (_gate)
                return _isBroken ? _fault : null;
        }
    }

    /// <summary>One is on its way, or could not be sent.</summary>
    public void Started(DateTimeOffset now)
    {
        lock (_gate)
            _waitingSince ??= now;
    }

    /// <summary>One has arrived; true if that ends an alarm.</summary>
    public bool Arrived()
    {
        lock (_gate)
        {
            var healed = _isBroken;
            (_waitingSince, _isBroken) = (null, false);
            return healed;
        }
    }

    /// <summary>None has arrived yet; true if that begins an alarm.</summary>
    public bool Missing(DateTimeOffset now, string? reason)
    {
        lock (_gate)
        {
            if (_waitingSince is not { } since || now - since <= Patience)
                return false;
            var seconds = (int)(now - since).TotalSeconds;
            _fault =
                $"alerts do not go out: the house's own has not arrived for {seconds} s"
                + (reason is null ? "" : $" ({reason})");
            var begins = !_isBroken;
            _isBroken = true;
            return begins;
        }
    }
}
