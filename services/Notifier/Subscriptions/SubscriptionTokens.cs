using System.Buffers.Text;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;

namespace Syndication.Notifier.Subscriptions;

/// <summary>
/// The two secrets of a subscription: one manages it, and only its digest is kept; one, in a link, does nothing but end it.
/// </summary>
internal static class SubscriptionTokens
{
    private const int ManageBytes = 32;
    private const int IdBytes = 16;
    private const int ProofBytes = 16;
    private static readonly byte[] Nobody = new byte[SHA256.HashSizeInBytes];

    public static string NewManageToken() =>
        Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(ManageBytes));

    /// <summary>In constant time; also where there is no such subscription.</summary>
    public static bool Manages(string? presented, Subscription? subscription)
    {
        var digest = Subscription.DigestOf(presented ?? "");
        return CryptographicOperations.FixedTimeEquals(digest, subscription?.TokenDigest ?? Nobody);
    }

    /// <summary>
    /// Stays the same for as long as the endpoint does, so that a link of last year works. Made with a key that only this
    /// house and the reader's browser know: the endpoint's digest. Nothing that manages can be made of it.
    /// </summary>
    public static string UnsubscribeToken(Subscription subscription)
    {
        Span<byte> token = stackalloc byte[IdBytes + ProofBytes];
        subscription.Id.TryWriteBytes(token);
        Proof(subscription).AsSpan(0, ProofBytes).CopyTo(token[IdBytes..]);
        return Base64Url.EncodeToString(token);
    }

    /// <summary>Whose token it says it is; <see cref="Unsubscribes"/> says whether that is so.</summary>
    public static bool TryReadId([NotNullWhen(true)] string? token, out Guid id)
    {
        id = Guid.Empty;
        Span<byte> bytes = stackalloc byte[IdBytes + ProofBytes];
        if (
            token is null
            || token.Length > 2 * (IdBytes + ProofBytes)
            || !Base64Url.IsValid(token, out var length)
            || length != bytes.Length
        )
            return false;
        Base64Url.DecodeFromChars(token, bytes);
        id = new(bytes[..IdBytes]);
        return true;
    }

    public static bool Unsubscribes(string token, Subscription subscription) =>
        CryptographicOperations.FixedTimeEquals(
            Subscription.DigestOf(token),
            Subscription.DigestOf(UnsubscribeToken(subscription))
        );

    private static byte[] Proof(Subscription subscription)
    {
        byte[] what = [.. "unsubscribe:"u8, .. subscription.Id.ToByteArray()];
        return HMACSHA256.HashData(subscription.EndpointDigest, what);
    }
}
