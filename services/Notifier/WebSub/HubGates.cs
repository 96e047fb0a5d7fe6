using Syndication.Notifier.Deliveries;

namespace Syndication.Notifier.WebSub;

/// <summary>
/// The ways to callbacks, one for each host: they may be anybody's, and what one of them does holds up nobody else. Questions
/// of intent have places of their own beside distributions.
/// </summary>
internal sealed class HubGates(FlashWatch flash, TimeProvider time)
{
    private const int MostHosts = 4096;

    private readonly GateBook _book = new(
        new(Bulk: 16, Flash: 4) { Failures = 4, LongestRest = TimeSpan.FromMinutes(10) },
        MostHosts,
        flash,
        time
    );

    /// <summary>Null while there are more hosts than are remembered.</summary>
    /// <param name="origin">As <see cref="HubSubscription.Origin"/>.</param>
    public Gate? Of(string origin) => _book.Of(origin);

    /// <summary>It is known not to answer, or wants to be left alone.</summary>
    public bool IsShut(string origin) => _book.IsShut(origin);
}
