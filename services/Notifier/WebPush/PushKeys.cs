using System.Buffers.Text;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;

namespace Syndication.Notifier.WebPush;

/// <summary>What a browser gives with its subscription, so that nobody but itself reads what it is sent (RFC 8291 §3).</summary>
internal sealed class PushKeys
{
    /// <summary>Bytes of a point of P-256, not compressed.</summary>
    public const int PointBytes = 65;

    /// <summary>Bytes of the secret that authenticates.</summary>
    public const int SecretBytes = 16;

    private const int MostCharacters = 200;

    private PushKeys(byte[] publicKey, byte[] authSecret) =>
        (PublicKey, AuthSecret) = (publicKey, authSecret);

    /// <summary>65 bytes: a point of P-256, not compressed.</summary>
    public byte[] PublicKey { get; }

    /// <summary>16 bytes.</summary>
    public byte[] AuthSecret { get; }

    /// <summary>Reads both as browsers write them: base64url, or base64 as some libraries do.</summary>
    public static bool TryParse(
        string? p256dh,
        string? auth,
        [NotNullWhen(true)] out PushKeys? keys,
        [NotNullWhen(false)] out PushKeysFault? fault
    )
    {
        keys = null;
        if (
            !TryRead(nameof(p256dh), p256dh, PointBytes, out var point, out fault)
            || !TryRead(nameof(auth), auth, SecretBytes, out var secret, out fault)
        )
            return false;
        if (!IsOnCurve(point))
        {
            fault = new(nameof(p256dh), "It is no point of the curve P-256.");
            return false;
        }
        keys = new(point, secret);
        return true;
    }

    /// <summary>What is wrong with a secret by itself; null where it can be one.</summary>
    public static PushKeysFault? FaultOfSecret(string? auth) =>
        TryRead(nameof(auth), auth, SecretBytes, out _, out var fault) ? null : fault;

    /// <summary>Whether 65 bytes are a point of P-256 that one may calculate with.</summary>
    public static bool IsOnCurve(ReadOnlySpan<byte> point)
    {
        if (point.Length != PointBytes || point[0] != 4)
            return false;
        try
        {
            using var key = ECDiffieHellman.Create(P256.Parameters(point));
            return true;
        }
        catch (CryptographicException)
        {
            return false;
        }
    }

    private static bool TryRead(
        string field,
        string? text,
        int length,
        [NotNullWhen(true)] out byte[]? bytes,
        [NotNullWhen(false)] out PushKeysFault? fault
    )
    {
        bytes = Decode(text);
        fault = bytes switch
        {
            null when string.IsNullOrEmpty(text) => new(field, "It is missing."),
            null => new(field, "It is no base64url."),
            { Length: var found } when found != length => new(
                field,
                $"It has {found} bytes in place of {length}."
            ),
            _ => null,
        };
        return fault is null && bytes is not null;
    }

    private static byte[]? Decode(string? text)
    {
        if (text is not { Length: > 0 and <= MostCharacters })
            return null;
        var url = text.Replace('+', '-').Replace('/', '_');
        return Base64Url.IsValid(url) ? Base64Url.DecodeFromChars(url) : null;
    }
}

/// <summary>Which of the two keys cannot be, and why: a sentence for whoever sent it.</summary>
/// <param name="Field"><c>p256dh</c> or <c>auth</c>.</param>
/// <param name="Reason">A sentence.</param>
internal sealed record PushKeysFault(string Field, string Reason);
