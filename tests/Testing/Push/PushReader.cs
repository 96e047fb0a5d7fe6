using System.Buffers.Binary;
using System.Buffers.Text;
using System.Security.Cryptography;

namespace Syndication.Testing.Push;

/// <summary>A reader's browser: has keys, and reads what was encrypted for it (RFC 8291). Shares no code with the house.</summary>
public sealed class PushReader
{
    private const int HeaderBytes = 21;
    private const int PointBytes = 65;
    private readonly ECDiffieHellman _key = ECDiffieHellman.Create(ECCurve.NamedCurves.nistP256);
    private readonly Lock _gate = new();

    public PushReader()
    {
        var point = _key.ExportParameters(includePrivateParameters: false).Q;
        PublicKey = [4, .. point.X!, .. point.Y!];
        PrivateKey = _key.ExportParameters(includePrivateParameters: true).D!;
    }

    /// <summary>65 bytes.</summary>
    public byte[] PublicKey { get; }

    /// <summary>32 bytes; a browser shows it to nobody, this one to other decryptors.</summary>
    public byte[] PrivateKey { get; }

    /// <summary>16 bytes.</summary>
    public byte[] AuthSecret { get; } = RandomNumberGenerator.GetBytes(16);

    /// <summary><c>keys.p256dh</c> of a subscription.</summary>
    public string P256dh => Base64Url.EncodeToString(PublicKey);

    /// <summary><c>keys.auth</c> of a subscription.</summary>
    public string Auth => Base64Url.EncodeToString(AuthSecret);

    /// <summary>What stands in a message of one record.</summary>
    /// <exception cref="CryptographicException">It is not for this reader, or not as the standards have it.</exception>
    public byte[] Decrypt(ReadOnlySpan<byte> message)
    {
        if (message.Length < HeaderBytes + PointBytes + 17)
            throw new CryptographicException("The message is too short.");
        if (message[20] != PointBytes)
            throw new CryptographicException("The key id is no public key.");
        var record = message[(HeaderBytes + PointBytes)..];
        if (record.Length > BinaryPrimitives.ReadUInt32BigEndian(message[16..]))
            throw new CryptographicException("There is more than one record.");
        var theirs = message.Slice(HeaderBytes, PointBytes).ToArray();
        var keying = HKDF.DeriveKey(
            HashAlgorithmName.SHA256,
            Share(theirs),
            32,
            AuthSecret,
            [.. "WebPush: info\0"u8, .. PublicKey, .. theirs]
        );
        var salt = message[..16].ToArray();
        var key = HKDF.DeriveKey(
            HashAlgorithmName.SHA256,
            keying,
            16,
            salt,
            "Content-Encoding: aes128gcm\0"u8.ToArray()
        );
        var nonce = HKDF.DeriveKey(
            HashAlgorithmName.SHA256,
            keying,
            12,
            salt,
            "Content-Encoding: nonce\0"u8.ToArray()
        );
        var plain = new byte[record.Length - 16];
        using var cipher = new AesGcm(key, 16);
        cipher.Decrypt(nonce, record[..^16], record[^16..], plain);
        var end = plain.AsSpan().LastIndexOfAnyExcept((byte)0);
        if (end < 0 || plain[end] != 2)
            throw new CryptographicException("The last record does not end with the delimiter 2.");
        return plain[..end];
    }

    private byte[] Share(byte[] theirs)
    {
        using var other = ECDiffieHellman.Create(
            new ECParameters
            {
                Curve = ECCurve.NamedCurves.nistP256,
                Q = new() { X = theirs[1..33], Y = theirs[33..] },
            }
        );
        using var otherKey = other.PublicKey;
        lock (_gate)
            return _key.DeriveRawSecretAgreement(otherKey);
    }
}
