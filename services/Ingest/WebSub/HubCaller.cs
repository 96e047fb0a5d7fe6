using System.Globalization;
using Microsoft.Extensions.Options;
using Syndication.Hosting.Outbound;
using Syndication.Hosting.Publication;

namespace Syndication.Ingest.WebSub;

/// <summary>Asks hubs for subscriptions, and takes leave of them (WebSub §5.1).</summary>
internal sealed class HubCaller(OutboundHttp http, PublicAddress address, IOptions<NetworkOptions> network)
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(15);
    private const int MostBytes = 64 << 10;

    public Task<OutboundOutcome> SubscribeAsync(HubAsk ask, CancellationToken ct)
    {
        var fields = Fields("subscribe", ask.Topic, ask.Token);
        fields["hub.lease_seconds"] = HubTimes.Wish.TotalSeconds.ToString(CultureInfo.InvariantCulture);
        if (Tells(ask.Hub))
            fields["hub.secret"] = ask.Secret;
        return SendAsync(ask.Hub, fields, ct);
    }

    public Task<OutboundOutcome> UnsubscribeAsync(HubParting parting, CancellationToken ct) =>
        SendAsync(parting.Hub, Fields("unsubscribe", parting.Topic, parting.Token), ct);

    /// <summary>
    /// Whether the hub is given a secret. WebSub §5.1: over plain http anybody on the way would know it, and could push in
    /// the source's name. Without one nothing that is pushed is believed; it has the source polled. An intranet's wire is
    /// its owner's business.
    /// </summary>
    public bool Tells(Uri hub) => hub.Scheme == Uri.UriSchemeHttps || network.Value.AllowPrivateAddresses;

    private Dictionary<string, string> Fields(string mode, string topic, string token) =>
        new(StringComparer.Ordinal)
        {
            ["hub.mode"] = mode,
            ["hub.topic"] = topic,
            ["hub.callback"] = $"{address.Origin}/websub/callback/{token}",
        };

    private async Task<OutboundOutcome> SendAsync(
        Uri hub,
        Dictionary<string, string> fields,
        CancellationToken ct
    )
    {
        using var form = new FormUrlEncodedContent(fields);
        var request = new OutboundRequest(hub)
        {
            Method = HttpMethod.Post,
            Headers = [new("Content-Type", "application/x-www-form-urlencoded")],
            Body = await form.ReadAsByteArrayAsync(ct),
            TimeLimit = Limit,
            MostBytes = MostBytes,
        };
        return await http.SendAsync(request, ct);
    }
}
