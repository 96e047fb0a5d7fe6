using System.Net;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using Microsoft.Extensions.Options;
using Syndication.Contracts;
using Syndication.Hosting.Outbound;
using Syndication.Hosting.Publication;
using Syndication.Notifier.Deliveries;
using Syndication.Notifier.Subscriptions;

namespace Syndication.Notifier.WebPush;

/// <summary>Reaches browsers and phones by their push services (RFC 8030), HTTP/2 wherever they speak it.</summary>
internal sealed class WebPushChannel(
    OutboundHttp http,
    IOptions<NetworkOptions> network,
    KnownPushHosts hosts,
    VapidKeys keys,
    VapidTokens tokens,
    PushEncryption encryption,
    PublicAddress address,
    TimeProvider time
) : IChannel
{
    private const int MostOfAnswer = 4096;
    private static readonly TimeSpan TimeLimit = TimeSpan.FromSeconds(15);
    private readonly ConditionalWeakTable<AlertMessage, PreparedPush> _prepared = [];

    public ChannelKind Kind => ChannelKind.WebPush;

    public async Task<DeliveryOutcome> SendAsync(Subscription to, AlertMessage message, CancellationToken ct)
    {
        if (!keys.TryFind(to.VapidKey, out var key))
            return Refused(
                "The key that the reader subscribed with is not here: see Push:OldPrivateKeys.",
                isOurs: true
            );
        if (!Uri.TryCreate(to.Endpoint, UriKind.Absolute, out var url) || !MayCall(url))
            return Refused("The endpoint is no https address.");
        var push = _prepared.GetValue(message, m => new(m, address.Origin));
        var headers = push.HeadersWith(tokens.HeaderFor(key, to.Origin));
        try
        {
            var outcome = await PostAsync(url, headers, Encrypt(to, push.Whole), message, ct);
            if (outcome is OutboundOutcome.Answered { Answer.Status: HttpStatusCode.RequestEntityTooLarge })
                outcome = await PostAsync(url, headers, Encrypt(to, push.Short), message, ct);
            return outcome is null ? DeliveryOutcome.Delivered : PushAnswer.Read(outcome, time.GetUtcNow());
        }
        catch (CryptographicException)
        {
            return Refused("The reader's key is no point of the curve P-256.");
        }
    }

    private static DeliveryOutcome Refused(string fault, bool isOurs = false) =>
        new(DeliveryVerdict.Refused, Fault: fault, IsOurs: isOurs);

    private bool MayCall(Uri url) =>
        url.Scheme == Uri.UriSchemeHttps
        || (url.Scheme == Uri.UriSchemeHttp && network.Value.AllowPrivateAddresses);

    private byte[] Encrypt(Subscription to, byte[] payload) =>
        encryption.Encrypt(to.PublicKey, to.AuthSecret, payload);

    /// <returns>Null of a dry run.</returns>
    private async Task<OutboundOutcome?> PostAsync(
        Uri url,
        KeyValuePair<string, string>[] headers,
        byte[] body,
        AlertMessage message,
        CancellationToken ct
    ) =>
        message.DryRun
            ? null
            : await http.SendAsync(
                new(url)
                {
                    Method = HttpMethod.Post,
                    Headers = headers,
                    Body = body,
                    // Whoever follows one tells the reader's address to a stranger.
                    MostRedirects = 0,
                    MostBytes = MostOfAnswer,
                    StatusSuffices = true,
                    ToStranger = !hosts.Knows(url.IdnHost),
                    IsUrgent = message.Level == BreakingLevel.Flash,
                    TimeLimit = TimeLimit,
                },
                ct
            );
}
