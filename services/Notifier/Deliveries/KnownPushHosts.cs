using Microsoft.Extensions.Options;
using Syndication.Hosting.Outbound;
using Syndication.Notifier.Subscriptions;

namespace Syndication.Notifier.Deliveries;

/// <summary>
/// Which push services are known: the browsers', and those of <c>Push:Hosts</c>. Where private addresses may be called and no
/// host is named all are: on an intranet, and in tests, nobody comes from outside to name one.
/// </summary>
internal sealed class KnownPushHosts(IOptions<PushHostOptions> hosts, IOptions<NetworkOptions> network)
{
    private readonly bool _knowsAll = network.Value.AllowPrivateAddresses && hosts.Value.Hosts.Count == 0;

    /// <param name="host">As <see cref="Uri.IdnHost"/>.</param>
    public bool Knows(string host) => _knowsAll || hosts.Value.Knows(host);
}
