using System.Security.Cryptography;

namespace Syndication.Notifier.WebPush;

/// <summary>As the platform offers it, on every system.</summary>
internal sealed class PlatformKeyAgreement : IKeyAgreement
{
    public void Agree(
        ReadOnlySpan<byte> privateKey,
        ReadOnlySpan<byte> theirs,
        Span<byte> ours,
        Span<byte> secret
    )
    {
        var d = privateKey.ToArray();
        try
        {
            using var mine = ECDiffieHellman.Create(
                new ECParameters { Curve = ECCurve.NamedCurves.nistP256, D = d }
            );
            using var other = ECDiffieHellman.Create(P256.Parameters(theirs));
            using var otherKey = other.PublicKey;
            P256.Write(mine.ExportParameters(includePrivateParameters: false).Q, ours);
            var shared = mine.DeriveRawSecretAgreement(otherKey);
            shared.CopyTo(secret);
            CryptographicOperations.ZeroMemory(shared);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(d);
        }
    }
}
