using Microsoft.Extensions.Options;

namespace Syndication.Notifier.Deliveries;

/// <summary>
/// A gate for each push service: what one of them does holds up nobody on the way to another. Those that nobody knows may be
/// anybody's, as many as somebody likes to name: they have lanes of their own, which all of them share.
/// </summary>
internal sealed class Gates
{
    /// <summary>As the origin of a <see cref="DueDelivery"/>: any that nobody knows.</summary>
    public const string Strangers = "";

    private const int MostKnown = 4096;
    private const int MostStrangers = 1024;

    // Whoever waits in memory costs little more than a row, and goes sooner.
    private const int GuestsAPlace = 4;

    private readonly KnownPushHosts _hosts;
    private readonly GateBook _known;
    private readonly GateBook _strange;
    private readonly Lane _bulk;
    private readonly Lane _flash;
    private readonly Lane _strangeBulk;
    private readonly Lane _strangeFlash;

    public Gates(IOptions<DeliveryOptions> options, KnownPushHosts hosts, FlashWatch watch, TimeProvider time)
    {
        var set = options.Value;
        _hosts = hosts;
        _known = new(new(set.InFlightPerOrigin, set.FlashInFlightPerOrigin), MostKnown, watch, time);
        var wary = new GateLimits(set.InFlightPerUnknownOrigin, Quarter(set.InFlightPerUnknownOrigin))
        {
            Failures = 2,
            LongestRest = TimeSpan.FromMinutes(10),
        };
        _strange = new(wary, MostStrangers, watch, time);
        var places = new Places(new(set.InFlight, set.FlashInFlight), watch, time);
        (_bulk, _flash) = (new(places, flash: false), new(places, flash: true));
        var (many, few) = (set.InFlightToUnknownOrigins, Quarter(set.InFlightToUnknownOrigins));
        var strange = new Places(new(many, few), watch, time);
        _strangeBulk = new(strange, flash: false, GuestsAPlace * many);
        _strangeFlash = new(strange, flash: true, GuestsAPlace * few);
    }

    /// <summary>Of how many something is remembered.</summary>
    public int Remembered => _known.Count + _strange.Count;

    /// <summary>As <see cref="KnownPushHosts"/>.</summary>
    /// <param name="origin">As <c>Subscription.Origin</c>.</param>
    public bool Knows(string origin) =>
        _known.Holds(origin)
        || (Uri.TryCreate(origin, UriKind.Absolute, out var url) && _hosts.Knows(url.IdnHost));

    /// <summary>As the origin of a <see cref="DueDelivery"/>.</summary>
    public string QueueOf(string origin) => Knows(origin) ? origin : Strangers;

    /// <summary>The way to a push service, to be disposed of behind the delivery; null where there is no room on it.</summary>
    /// <param name="origin">As <c>Subscription.Origin</c>.</param>
    /// <param name="flash">The lane that bulk never fills.</param>
    public Way? To(string origin, bool flash)
    {
        var isKnown = Knows(origin);
        var lane = LaneOf(isKnown, flash);
        if (!lane.TryEnter())
            return null;
        if ((isKnown ? _known : _strange).Of(origin) is { } gate)
            return new(gate, lane, isKnown ? Timeout.InfiniteTimeSpan : Gate.Patience);
        lane.Leave();
        return null;
    }

    /// <summary>How many of a queue there is any use in taking now.</summary>
    public int RoomFor(DueQueue queue)
    {
        var isKnown = Knows(queue.Origin);
        return isKnown && _known.IsShut(queue.Origin) ? 0 : LaneOf(isKnown, queue.Flash).Room;
    }

    private Lane LaneOf(bool isKnown, bool flash) =>
        (isKnown, flash) switch
        {
            (true, false) => _bulk,
            (true, true) => _flash,
            (false, false) => _strangeBulk,
            _ => _strangeFlash,
        };

    private static int Quarter(int of) => Math.Max(1, of / 4);
}
