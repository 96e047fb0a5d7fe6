using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Syndication.Notifier.WebPush;

/// <summary>The content coding <c>aes128gcm</c> in one record (RFC 8188).</summary>
internal static class Aes128Gcm
{
    /// <summary>Bytes of the salt.</summary>
    public const int SaltBytes = 16;

    /// <summary>Size of a record as told; what fits into one is whole.</summary>
    public const int RecordSize = 4096;

    private const int TagBytes = 16;
    private const int NonceBytes = 12;
    private const int KeyBytes = 16;
    private const int HashBytes = 32;
    private const byte LastRecord = 2;

    // RFC 8188 §2.2 and §2.3, each with the counter that RFC 5869 §2.3 puts behind it.
    private static ReadOnlySpan<byte> KeyInfo => "Content-Encoding: aes128gcm\0\u0001"u8;

    private static ReadOnlySpan<byte> NonceInfo => "Content-Encoding: nonce\0\u0001"u8;

    /// <summary>Bytes of a message: header, delimiter and tag, besides what it says.</summary>
    public static int LengthOf(int keyId, int plaintext) =>
        SaltBytes + sizeof(uint) + 1 + keyId + plaintext + 1 + TagBytes;

    /// <summary>Writes a whole message.</summary>
    /// <param name="keying">The input keying material.</param>
    /// <param name="salt">16 bytes, of this message alone.</param>
    /// <param name="keyId">Which key it was, 255 bytes at most.</param>
    /// <param name="plaintext">What fits into one record.</param>
    /// <param name="message">Takes <see cref="LengthOf"/> bytes.</param>
    public static void Write(
        ReadOnlySpan<byte> keying,
        ReadOnlySpan<byte> salt,
        ReadOnlySpan<byte> keyId,
        ReadOnlySpan<byte> plaintext,
        Span<byte> message
    )
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(
            plaintext.Length,
            RecordSize - 1 - TagBytes,
            nameof(plaintext)
        );
        salt.CopyTo(message);
        BinaryPrimitives.WriteUInt32BigEndian(message[SaltBytes..], RecordSize);
        message[SaltBytes + sizeof(uint)] = checked((byte)keyId.Length);
        keyId.CopyTo(message[(SaltBytes + sizeof(uint) + 1)..]);
        var record = message[(SaltBytes + sizeof(uint) + 1 + keyId.Length)..];
        plaintext.CopyTo(record);
        record[plaintext.Length] = LastRecord;
        Seal(keying, salt, record[..(plaintext.Length + 1)], record.Slice(plaintext.Length + 1, TagBytes));
    }

    private static void Seal(
        ReadOnlySpan<byte> keying,
        ReadOnlySpan<byte> salt,
        Span<byte> record,
        Span<byte> tag
    )
    {
        Span<byte> secrets = stackalloc byte[3 * HashBytes];
        var pseudorandom = secrets[..HashBytes];
        var key = secrets.Slice(HashBytes, HashBytes);
        var nonce = secrets[(2 * HashBytes)..];
        HMACSHA256.HashData(salt, keying, pseudorandom);
        HMACSHA256.HashData(pseudorandom, KeyInfo, key);
        // The first record's number is 0, which leaves the nonce as it is.
        HMACSHA256.HashData(pseudorandom, NonceInfo, nonce);
        using var cipher = new AesGcm(key[..KeyBytes], TagBytes);
        cipher.Encrypt(nonce[..NonceBytes], record, record, tag);
        CryptographicOperations.ZeroMemory(secrets);
    }
}
