using System.Security.Cryptography;
using Syndication.Hosting.Publication;
using Syndication.Notifier.Deliveries;
using Syndication.Notifier.Subscriptions;
using Syndication.Notifier.WebPush;

namespace Syndication.Notifier.Promises;

/// <summary>Takes a probe as far as any push goes but onto the wire: made ready, signed, encrypted, and read again.</summary>
internal sealed class ProbeChannel(
    PushEncryption encryption,
    VapidKeys keys,
    VapidTokens tokens,
    PublicAddress address,
    TimeProvider time
) : IChannel
{
    private const string Audience = "https://probe.invalid";

    public ChannelKind Kind => ChannelKind.Probe;

    public Task<DeliveryOutcome> SendAsync(Subscription to, AlertMessage message, CancellationToken ct) =>
        Task.FromResult(Send(to, message));

    private DeliveryOutcome Send(Subscription to, AlertMessage message)
    {
        try
        {
            var payload = PushPayload.Whole(message, address.Origin);
            _ = tokens.HeaderFor(keys.Current, Audience);
            var sent = encryption.Encrypt(to.PublicKey, to.AuthSecret, payload);
            if (!ProbeKeys.Decrypt(to, sent).AsSpan().SequenceEqual(payload))
                return Refused("What was encrypted reads otherwise.");
            ProbeRuns.Note(time.GetUtcNow() - message.Timestamp);
            return DeliveryOutcome.Delivered;
        }
        catch (CryptographicException fault)
        {
            return Refused($"What was encrypted cannot be read: {fault.Message}");
        }
    }

    private static DeliveryOutcome Refused(string fault) => new(DeliveryVerdict.Refused, Fault: fault);
}
