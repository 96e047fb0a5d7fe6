using System.Security.Cryptography;

namespace Syndication.Notifier.WebPush;

/// <summary>The curve that Web Push is bound to (RFC 8291 §3.1, RFC 8292 §2).</summary>
internal static class P256
{
    /// <summary>Bytes of a coordinate, and of a private key.</summary>
    public const int CoordinateBytes = 32;

    private static readonly byte[] Order = Convert.FromHexString(
        "FFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551"
    );

    /// <summary>A public key from 65 bytes; whether it lies on the curve is not looked at.</summary>
    public static ECParameters Parameters(ReadOnlySpan<byte> point) =>
        new()
        {
            Curve = ECCurve.NamedCurves.nistP256,
            Q = new()
            {
                X = point.Slice(1, CoordinateBytes).ToArray(),
                Y = point.Slice(1 + CoordinateBytes).ToArray(),
            },
        };

    /// <summary>Writes a public key as 65 bytes.</summary>
    public static void Write(ECPoint point, Span<byte> bytes)
    {
        bytes[0] = 4;
        point.X.CopyTo(bytes[1..]);
        point.Y.CopyTo(bytes[(1 + CoordinateBytes)..]);
    }

    /// <summary>Fills with a private key: any number from 1 to the order less 1, each as likely.</summary>
    public static void NewPrivateKey(Span<byte> key)
    {
        do RandomNumberGenerator.Fill(key);
        while (!IsPrivateKey(key));
    }

    /// <summary>Whether 32 bytes are a number from 1 to the order less 1.</summary>
    public static bool IsPrivateKey(ReadOnlySpan<byte> key) =>
        key.Length == CoordinateBytes && key.ContainsAnyExcept((byte)0) && key.SequenceCompareTo(Order) < 0;
}
