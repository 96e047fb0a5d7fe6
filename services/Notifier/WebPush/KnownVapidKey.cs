namespace Syndication.Notifier.WebPush;

/// <summary>
/// A key that was given to readers to subscribe with. An instance that comes with another one, and without this one, would lose all
/// of them: it says so instead.
/// </summary>
internal sealed class KnownVapidKey
{
    /// <summary>Uncompressed point, base64url (65 bytes).</summary>
    public required string PublicKey { get; init; }

    public required DateTimeOffset FirstSeenAt { get; init; }
}
