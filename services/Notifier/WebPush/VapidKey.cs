using System.Buffers.Text;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;

namespace Syndication.Notifier.WebPush;

/// <summary>
/// A key pair by which push services know this publication (RFC 8292 §2). Readers subscribe with its public half, and are
/// reached with its private one only.
/// </summary>
internal sealed class VapidKey
{
    private const int MostCharacters = 4096;
    private readonly ECDsa _key;

    // A key may be used by one thread at a time.
    private readonly Lock _gate = new();

    private VapidKey(ECDsa key)
    {
        _key = key;
        Span<byte> point = stackalloc byte[PushKeys.PointBytes];
        P256.Write(key.ExportParameters(includePrivateParameters: false).Q, point);
        PublicKey = Base64Url.EncodeToString(point);
    }

    /// <summary>Uncompressed point, base64url: 65 bytes, 87 characters.</summary>
    public string PublicKey { get; }

    public static VapidKey Create() => new(ECDsa.Create(ECCurve.NamedCurves.nistP256));

    /// <summary>Reads 32 bytes in base64url or base64, or PEM: PKCS #8 or SEC 1.</summary>
    public static bool TryParse(string text, [NotNullWhen(true)] out VapidKey? key)
    {
        key = null;
        if (text.Length > MostCharacters)
            return false;
        var made = ECDsa.Create();
        try
        {
            if (text.Contains("-----BEGIN", StringComparison.Ordinal))
                made.ImportFromPem(text);
            else
                made.ImportParameters(Parameters(text.Trim()));
            var read = made.ExportParameters(includePrivateParameters: true);
            var fits = read.D is not null && read.Curve.Oid.Value == ECCurve.NamedCurves.nistP256.Oid.Value;
            CryptographicOperations.ZeroMemory(read.D);
            key = fits ? new(made) : null;
        }
        catch (Exception e) when (e is CryptographicException or FormatException or ArgumentException)
        {
            // Whatever it is, it is no such key.
        }
        if (key is null)
            made.Dispose();
        return key is not null;
    }

    /// <summary>PKCS #8 as PEM: what openssl and others read.</summary>
    public string ToPem()
    {
        lock (_gate)
            return _key.ExportPkcs8PrivateKeyPem() + "\n";
    }

    /// <summary>64 bytes as JSON Web Signature wants them (RFC 7518 §3.4).</summary>
    public byte[] Sign(ReadOnlySpan<byte> text)
    {
        lock (_gate)
            return _key.SignData(text, HashAlgorithmName.SHA256);
    }

    private static ECParameters Parameters(string text)
    {
        var d = Base64Url.DecodeFromChars(text.Replace('+', '-').Replace('/', '_'));
        return P256.IsPrivateKey(d)
            ? new() { Curve = ECCurve.NamedCurves.nistP256, D = d }
            : throw new FormatException("It is no number from 1 to the order less 1.");
    }
}
