using System.Collections.Concurrent;
using Microsoft.Extensions.Options;

namespace Syndication.Notifier.Deliveries;

/// <summary>A gate for each push service: what one of them does holds up nobody on the way to another.</summary>
internal sealed class Gates
{
    private const int Most = 4096;
    private static readonly string[] Known =
    [
        "fcm.googleapis.com",
        "android.googleapis.com",
        "jmt17.google.com",
        ".push.services.mozilla.com",
        ".push.apple.com",
        ".notify.windows.com",
    ];

    private readonly ConcurrentDictionary<string, Gate> _gates = new(StringComparer.Ordinal);
    private readonly string[] _known;
    private readonly TimeProvider _time;
    private readonly GateLimits _usual;
    private readonly GateLimits _unknown;

    public Gates(IOptions<DeliveryOptions> options, IConfiguration configuration, TimeProvider time)
    {
        var set = options.Value;
        _time = time;
        _known = [.. Known, .. configuration.GetSection("Push:Hosts").Get<string[]>() ?? []];
        _usual = new(set.InFlightPerOrigin, set.FlashInFlightPerOrigin);
        _unknown = new(set.InFlightPerUnknownOrigin, Math.Max(1, set.InFlightPerUnknownOrigin / 4));
    }

    /// <summary>Calls under way to all of them.</summary>
    public int InFlight => _gates.Values.Sum(g => g.InFlight);

    /// <summary>Those that do not answer, or want to be left alone.</summary>
    public List<string> Shut => [.. _gates.Where(g => g.Value.IsShut).Select(g => g.Key)];

    /// <param name="origin">As <c>Subscription.Origin</c>.</param>
    public Gate Of(string origin)
    {
        if (_gates.TryGetValue(origin, out var gate))
            return gate;
        if (_gates.Count >= Most)
            Forget();
        return _gates.GetOrAdd(origin, o => new(IsKnown(o) ? _usual : _unknown, _time));
    }

    private bool IsKnown(string origin) =>
        Uri.TryCreate(origin, UriKind.Absolute, out var url)
        && Array.Exists(
            _known,
            known =>
                known.StartsWith('.')
                    ? url.IdnHost.EndsWith(known, StringComparison.OrdinalIgnoreCase)
                    : url.IdnHost.Equals(known, StringComparison.OrdinalIgnoreCase)
        );

    private void Forget()
    {
        foreach (var (origin, gate) in _gates)
        {
            if (gate.IsIdle)
                _gates.TryRemove(origin, out _);
        }
    }
}
