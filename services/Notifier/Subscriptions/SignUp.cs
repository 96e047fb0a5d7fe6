using System.Text.Json;
using Microsoft.Extensions.Options;
using Syndication.Hosting.Outbound;
using Syndication.Hosting.Publication;
using Syndication.Notifier.WebPush;

namespace Syndication.Notifier.Subscriptions;

/// <summary>A browser's subscription and what its reader wants, looked through.</summary>
internal sealed record SignUp
{
    public required PushEndpoint Endpoint { get; init; }
    public required PushKeys Keys { get; init; }

    /// <summary>A key of ours, where the page tells with which one the browser subscribed.</summary>
    public required string? VapidKey { get; init; }
    public required DateTimeOffset? ExpiresAt { get; init; }
    public required Wishes Wishes { get; init; }
}

/// <summary>Reads a <see cref="SignUp"/> at the door.</summary>
internal sealed class SignUpReader(
    IOptions<NetworkOptions> network,
    IOptions<PublicationOptions> publication,
    SubscriptionDesk desk,
    VapidKeys keys,
    TimeProvider time
)
{
    private const string Missing = "It is missing.";

    /// <summary>Null with <paramref name="faults"/>.</summary>
    /// <param name="body">An object.</param>
    /// <param name="token">What the caller shows, if anything.</param>
    /// <param name="topics">Which there are.</param>
    /// <param name="faults">Gets what is wrong, by field.</param>
    /// <param name="ct">Ends it.</param>
    public async Task<SignUp?> ReadAsync(
        JsonElement body,
        string? token,
        Topics topics,
        FieldFaults faults,
        CancellationToken ct
    )
    {
        if (body.TryGetProperty("channel", out var channel) && WishReader.Text(channel) != "webpush")
            faults.Add("channel", "This is not webpush.");
        if (!body.TryGetProperty("topics", out _))
            faults.Add("topics", Missing);
        var hasBrowser =
            body.TryGetProperty("subscription", out var browser) && browser.ValueKind == JsonValueKind.Object;
        var endpoint = hasBrowser ? ReadEndpoint(browser, faults) : null;
        IReadOnlyList<string> held =
        [
            .. endpoint is null ? [] : await desk.TopicsAtAsync(endpoint, ct),
            .. await ReplacedAsync(body, token, faults, ct),
        ];
        var wishes = new WishReader(body, topics, held, publication.Value.TimeZone, faults).Read();
        if (!hasBrowser)
        {
            faults.Add("subscription", "This is what the browser's PushSubscription.toJSON() gives.");
            return null;
        }
        var pushKeys = ReadKeys(browser, faults);
        var vapid = ReadVapidKey(body, faults);
        var expires = ReadExpiry(browser, faults);
        if (faults.Any || endpoint is null || pushKeys is null)
            return null;
        return new()
        {
            Endpoint = endpoint,
            Keys = pushKeys,
            VapidKey = vapid,
            ExpiresAt = expires,
            Wishes = wishes,
        };
    }

    // A browser that changes its address takes along what its reader had; of somebody else's nobody learns anything.
    private async Task<IReadOnlyList<string>> ReplacedAsync(
        JsonElement body,
        string? token,
        FieldFaults faults,
        CancellationToken ct
    )
    {
        if (!body.TryGetProperty("replaces", out var value) || value.ValueKind == JsonValueKind.Null)
            return [];
        if (Guid.TryParse(WishReader.Text(value), out var id))
            return (await desk.FindAsync(id, token, ct))?.Topics ?? [];
        faults.Add("replaces", "This is no id of a subscription.");
        return [];
    }

    private PushEndpoint? ReadEndpoint(JsonElement browser, FieldFaults faults)
    {
        var text = browser.TryGetProperty("endpoint", out var value) ? WishReader.Text(value) : null;
        if (
            PushEndpoint.TryParse(
                text ?? "",
                network.Value.AllowPrivateAddresses,
                out var endpoint,
                out var fault
            )
        )
            return endpoint;
        faults.Add("subscription.endpoint", text is null ? Missing : fault);
        return null;
    }

    private static PushKeys? ReadKeys(JsonElement browser, FieldFaults faults)
    {
        if (!browser.TryGetProperty("keys", out var both) || both.ValueKind != JsonValueKind.Object)
        {
            faults.Add("subscription.keys", Missing);
            return null;
        }
        var p256dh = both.TryGetProperty("p256dh", out var point) ? WishReader.Text(point) : null;
        var auth = both.TryGetProperty("auth", out var secret) ? WishReader.Text(secret) : null;
        if (PushKeys.TryParse(p256dh, auth, out var found, out var fault))
            return found;
        faults.Add($"subscription.keys.{fault.Field}", fault.Reason);
        // Whoever mends one must not come again to hear of the other.
        if (fault.Field != "auth" && PushKeys.FaultOfSecret(auth) is { } other)
            faults.Add($"subscription.keys.{other.Field}", other.Reason);
        return null;
    }

    private string? ReadVapidKey(JsonElement body, FieldFaults faults)
    {
        if (
            !body.TryGetProperty("applicationServerKey", out var value)
            || value.ValueKind == JsonValueKind.Null
        )
            return null;
        if (WishReader.Text(value) is { } text && keys.TryFind(text, out var key))
            return key.PublicKey;
        faults.Add("applicationServerKey", "This is no key of this house: see /api/push/public-key.");
        return null;
    }

    // Milliseconds of 1970, or null (Push API §7).
    private DateTimeOffset? ReadExpiry(JsonElement browser, FieldFaults faults)
    {
        if (!browser.TryGetProperty("expirationTime", out var value) || value.ValueKind == JsonValueKind.Null)
            return null;
        var longest = DateTimeOffset.MaxValue.ToUnixTimeMilliseconds();
        if (
            value.ValueKind != JsonValueKind.Number
            || !value.TryGetDouble(out var at)
            || !(at >= 0 && at <= longest)
        )
        {
            faults.Add("subscription.expirationTime", "This is neither null nor milliseconds of 1970.");
            return null;
        }
        var expires = DateTimeOffset.FromUnixTimeMilliseconds((long)at);
        return expires > time.GetUtcNow() ? expires : null;
    }
}
