using System.Security.Cryptography;
using System.Text;

namespace Syndication.Notifier.WebSub;

/// <summary>What this instance's own subscriber knows: who may call it, and what it got last.</summary>
internal sealed class SelfTestState
{
    private const int SecretBytes = 32;
    private readonly byte[] _token = Encoding.ASCII.GetBytes(
        Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(SecretBytes))
    );
    private volatile string? _got;

    /// <summary>The last part of the callback's path; nobody else knows it.</summary>
    public string Token => Encoding.ASCII.GetString(_token);

    public byte[] Secret { get; } = RandomNumberGenerator.GetBytes(SecretBytes);

    /// <summary>SHA-256 of the bytes that came last, in hex; null before the first.</summary>
    public string? Got => _got;

    /// <summary>Why the last ones are not what they should be; null while all is well.</summary>
    public string? Fault { get; set; }

    public bool IsToken(string token) =>
        CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(token), _token);

    /// <summary>Takes a distribution; false where its signature is not of <see cref="Secret"/>.</summary>
    public bool Take(ReadOnlySpan<byte> body, string signature, HubSignature algorithm)
    {
        var right = Encoding.ASCII.GetBytes(Distribution.Sign(Secret, body, algorithm));
        if (!CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(signature), right))
            return false;
        _got = Of(body);
        return true;
    }

    public static string Of(ReadOnlySpan<byte> body) => Convert.ToHexStringLower(SHA256.HashData(body));
}
