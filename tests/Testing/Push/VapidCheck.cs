using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Syndication.Testing.Push;

/// <summary>Looks at a sender's token as push services do (RFC 8292), the strictest of them.</summary>
public static class VapidCheck
{
    /// <summary>What is wrong with the value of <c>Authorization</c>; null if nothing is.</summary>
    public static string? Fault(string? header, string origin, DateTimeOffset now)
    {
        try
        {
            return Look(header ?? "", origin, now);
        }
        catch (Exception e)
            when (e
                    is FormatException
                        or JsonException
                        or CryptographicException
                        or KeyNotFoundException
                        or InvalidOperationException
                        or ArgumentException
            )
        {
            return $"The token cannot be read: {e.Message}";
        }
    }

    /// <summary>The sender's public key.</summary>
    public static string? KeyOf(string header) => header.Split(", k=") is [_, var key] ? key : null;

    private static string? Look(string header, string origin, DateTimeOffset now)
    {
        if (!header.StartsWith("vapid t=", StringComparison.Ordinal) || KeyOf(header) is not { } text)
            return "It is not 'vapid t=…, k=…'.";
        var parts = header["vapid t=".Length..header.IndexOf(',', StringComparison.Ordinal)].Split('.');
        var point = Base64Url.DecodeFromChars(text);
        if (parts.Length != 3 || point.Length != 65)
            return "The token has not three parts, or the key not 65 bytes.";
        using var key = ECDsa.Create(
            new ECParameters
            {
                Curve = ECCurve.NamedCurves.nistP256,
                Q = new() { X = point[1..33], Y = point[33..] },
            }
        );
        var signed = Encoding.ASCII.GetBytes($"{parts[0]}.{parts[1]}");
        if (!key.VerifyData(signed, Base64Url.DecodeFromChars(parts[2]), HashAlgorithmName.SHA256))
            return "The signature is wrong.";
        using var head = JsonDocument.Parse(Base64Url.DecodeFromChars(parts[0]));
        using var claims = JsonDocument.Parse(Base64Url.DecodeFromChars(parts[1]));
        if (head.RootElement.GetProperty("alg").GetString() != "ES256")
            return "The algorithm is not ES256.";
        return Claims(claims.RootElement, origin, now);
    }

    private static string? Claims(JsonElement claims, string origin, DateTimeOffset now)
    {
        if (claims.GetProperty("aud").GetString() is var audience && audience != origin)
            return $"It is for '{audience}', not for '{origin}'.";
        var ends = DateTimeOffset.FromUnixTimeSeconds(claims.GetProperty("exp").GetInt64());
        if (ends <= now || ends > now.AddHours(24))
            return "It has ended, or lives for more than a day.";
        var subject = claims.GetProperty("sub").GetString() ?? "";
        var isAddress =
            subject.StartsWith("mailto:", StringComparison.Ordinal)
            || subject.StartsWith("https://", StringComparison.Ordinal);
        return isAddress && subject.AsSpan().IndexOfAny(" <>") < 0
            ? null
            : $"Nobody can be reached at '{subject}'.";
    }
}
