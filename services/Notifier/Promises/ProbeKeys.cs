using System.Buffers.Text;
using System.Security.Cryptography;
using Syndication.Notifier.Subscriptions;
using Syndication.Notifier.WebPush;

namespace Syndication.Notifier.Promises;

/// <summary>
/// The house as a reader of its own: a subscription whose messages it can read again. Its private key stands in the row, so
/// that any instance can; it opens nothing but probes.
/// </summary>
internal static class ProbeKeys
{
    private const string Endpoint = "probe:house";
    private const int AuthBytes = 16;
    private const int HeaderBytes = 21;
    private const int SaltBytes = 16;
    private const int KeyBytes = 16;
    private const int NonceBytes = 12;
    private const int TagBytes = 16;
    private const int HashBytes = 32;

    public static Subscription NewReader(DateTimeOffset now)
    {
        using var pair = ECDiffieHellman.Create(ECCurve.NamedCurves.nistP256);
        var parameters = pair.ExportParameters(includePrivateParameters: true);
        var point = new byte[PushKeys.PointBytes];
        P256.Write(parameters.Q, point);
        return new()
        {
            Id = Guid.CreateVersion7(now),
            Channel = ChannelKind.Probe,
            Endpoint = Endpoint,
            EndpointDigest = Subscription.DigestOf(Endpoint),
            Origin = Endpoint,
            PublicKey = point,
            AuthSecret = RandomNumberGenerator.GetBytes(AuthBytes),
            VapidKey = Base64Url.EncodeToString(parameters.D),
            MinLevel = Contracts.BreakingLevel.Flash,
            Language = "en",
            TimeZone = "UTC",
            TokenDigest = RandomNumberGenerator.GetBytes(HashBytes),
            CreatedAt = now,
            SeenAt = now,
        };
    }

    /// <summary>What stands in a message of one record for that reader (RFC 8291, RFC 8188).</summary>
    /// <exception cref="CryptographicException">It is none, or was made for another key.</exception>
    public static byte[] Decrypt(Subscription reader, ReadOnlySpan<byte> message)
    {
        if (message.Length <= HeaderBytes + PushKeys.PointBytes + TagBytes)
            throw new CryptographicException("The message is too short.");
        var theirs = message.Slice(HeaderBytes, PushKeys.PointBytes);
        byte[] info = [.. "WebPush: info\0"u8, .. reader.PublicKey, .. theirs];
        var keying = HKDF.DeriveKey(
            HashAlgorithmName.SHA256,
            Agree(reader, theirs),
            HashBytes,
            reader.AuthSecret,
            info
        );
        var salt = message[..SaltBytes].ToArray();
        var key = Derive(keying, salt, KeyBytes, "Content-Encoding: aes128gcm\0"u8);
        var nonce = Derive(keying, salt, NonceBytes, "Content-Encoding: nonce\0"u8);
        var record = message[(HeaderBytes + PushKeys.PointBytes)..];
        var plain = new byte[record.Length - TagBytes];
        using var cipher = new AesGcm(key, TagBytes);
        cipher.Decrypt(nonce, record[..^TagBytes], record[^TagBytes..], plain);
        // The delimiter, and zeros behind it.
        var end = plain.AsSpan().LastIndexOfAnyExcept((byte)0);
        return end < 0 ? throw new CryptographicException("It has no end.") : plain[..end];
    }

    private static byte[] Derive(byte[] keying, byte[] salt, int bytes, ReadOnlySpan<byte> info) =>
        HKDF.DeriveKey(HashAlgorithmName.SHA256, keying, bytes, salt, info.ToArray());

    private static byte[] Agree(Subscription reader, ReadOnlySpan<byte> theirs)
    {
        var own = P256.Parameters(reader.PublicKey);
        own.D = Base64Url.DecodeFromChars(reader.VapidKey);
        using var pair = ECDiffieHellman.Create(own);
        using var other = ECDiffieHellman.Create(P256.Parameters(theirs));
        using var otherKey = other.PublicKey;
        return pair.DeriveRawSecretAgreement(otherKey);
    }
}
