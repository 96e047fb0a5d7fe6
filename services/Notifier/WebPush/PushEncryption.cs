using System.Security.Cryptography;

namespace Syndication.Notifier.WebPush;

/// <summary>Messages that only the reader's browser can read (RFC 8291), each under a key and a salt of its own.</summary>
internal sealed class PushEncryption(IKeyAgreement agreement)
{
    /// <summary>Bytes of plaintext that make a message of 4,096, which every push service takes (RFC 8030 §7.2).</summary>
    public const int MostPlaintext = 3993;

    private const int HashBytes = 32;

    private static ReadOnlySpan<byte> InfoPrefix => "WebPush: info\0"u8;

    /// <summary>With the fastest way that this machine has to agree on a key.</summary>
    public PushEncryption()
        : this((IKeyAgreement?)OpenSslKeyAgreement.TryCreate() ?? new PlatformKeyAgreement()) { }

    /// <summary>The whole body of a push message.</summary>
    /// <param name="publicKey">The reader's, 65 bytes.</param>
    /// <param name="authSecret">The reader's, 16 bytes.</param>
    /// <param name="plaintext">At most <see cref="MostPlaintext"/> bytes.</param>
    /// <exception cref="CryptographicException"><paramref name="publicKey"/> is no point of the curve.</exception>
    public byte[] Encrypt(
        ReadOnlySpan<byte> publicKey,
        ReadOnlySpan<byte> authSecret,
        ReadOnlySpan<byte> plaintext
    )
    {
        Span<byte> privateKey = stackalloc byte[P256.CoordinateBytes];
        Span<byte> salt = stackalloc byte[Aes128Gcm.SaltBytes];
        P256.NewPrivateKey(privateKey);
        RandomNumberGenerator.Fill(salt);
        try
        {
            return Encrypt(publicKey, authSecret, plaintext, privateKey, salt);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(privateKey);
        }
    }

    /// <summary>As above with a key and a salt that are known: for the standard's own examples.</summary>
    internal byte[] Encrypt(
        ReadOnlySpan<byte> publicKey,
        ReadOnlySpan<byte> authSecret,
        ReadOnlySpan<byte> plaintext,
        ReadOnlySpan<byte> privateKey,
        ReadOnlySpan<byte> salt
    )
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(plaintext.Length, MostPlaintext, nameof(plaintext));
        Span<byte> ours = stackalloc byte[PushKeys.PointBytes];
        Span<byte> keying = stackalloc byte[HashBytes];
        try
        {
            AgreeOn(publicKey, authSecret, privateKey, ours, keying);
            var message = GC.AllocateUninitializedArray<byte>(
                Aes128Gcm.LengthOf(PushKeys.PointBytes, plaintext.Length)
            );
            Aes128Gcm.Write(keying, salt, ours, plaintext, message);
            return message;
        }
        finally
        {
            CryptographicOperations.ZeroMemory(keying);
        }
    }

    // RFC 8291 §3.3 and §3.4.
    private void AgreeOn(
        ReadOnlySpan<byte> publicKey,
        ReadOnlySpan<byte> authSecret,
        ReadOnlySpan<byte> privateKey,
        Span<byte> ours,
        Span<byte> keying
    )
    {
        Span<byte> secrets = stackalloc byte[P256.CoordinateBytes + HashBytes];
        var shared = secrets[..P256.CoordinateBytes];
        var pseudorandom = secrets[P256.CoordinateBytes..];
        agreement.Agree(privateKey, publicKey, ours, shared);
        HMACSHA256.HashData(authSecret, shared, pseudorandom);
        Span<byte> info = stackalloc byte[InfoPrefix.Length + (2 * PushKeys.PointBytes) + 1];
        InfoPrefix.CopyTo(info);
        publicKey.CopyTo(info[InfoPrefix.Length..]);
        ours.CopyTo(info[(InfoPrefix.Length + PushKeys.PointBytes)..]);
        info[^1] = 1; // the counter of RFC 5869 §2.3
        HMACSHA256.HashData(pseudorandom, info, keying);
        CryptographicOperations.ZeroMemory(secrets);
    }
}
