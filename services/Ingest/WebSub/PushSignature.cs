using System.Security.Cryptography;
using System.Text;

namespace Syndication.Ingest.WebSub;

/// <summary>
/// <c>X-Hub-Signature</c> (WebSub §7.1). SHA-1 is taken too: as an HMAC nobody can forge it, and the largest public hub
/// knows no other.
/// </summary>
internal static class PushSignature
{
    /// <summary>True where whoever knows <paramref name="secret"/> has signed these bytes.</summary>
    /// <param name="header">The header's value, such as <c>sha256=…</c> in hexadecimal digits; null is no signature.</param>
    /// <param name="secret">As it was given to the hub.</param>
    /// <param name="body">As sent, content coding and all.</param>
    public static bool Fits(string? header, string secret, ReadOnlySpan<byte> body)
    {
        if (header?.Split('=', 2) is not [var method, var digits])
            return false;
        var key = Encoding.UTF8.GetBytes(secret);
        var expected = method.Trim().ToLowerInvariant() switch
        {
#pragma warning disable CA5350 // an HMAC, which SHA-1's collisions do not touch; §7.1 lists it
            "sha1" => HMACSHA1.HashData(key, body),
#pragma warning restore CA5350
            "sha256" => HMACSHA256.HashData(key, body),
            "sha384" => HMACSHA384.HashData(key, body),
            "sha512" => HMACSHA512.HashData(key, body),
            _ => null,
        };
        Span<byte> told = stackalloc byte[HMACSHA512.HashSizeInBytes];
        return expected is not null
            && Convert.FromHexString(digits.Trim(), told, out _, out var written)
                == System.Buffers.OperationStatus.Done
            && CryptographicOperations.FixedTimeEquals(expected, told[..written]);
    }
}
