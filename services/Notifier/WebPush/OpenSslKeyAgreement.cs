using System.Collections.Concurrent;
using System.Security.Cryptography;

namespace Syndication.Notifier.WebPush;

/// <summary>
/// The same by the library that the platform itself calls on Linux, less what it does besides: it looks twice for each
/// message whether a key lies in the right group, each time as dear as the agreement, although P-256 has no other group,
/// and that a point lies on the curve is looked at here, too.
/// </summary>
internal sealed class OpenSslKeyAgreement : IKeyAgreement
{
    // As many as threads have ever been in here at once; they live as long as the process.
    private readonly ConcurrentBag<Workbench> _free = [];

    private OpenSslKeyAgreement() { }

    /// <summary>Null where that library is not, or does not do as it should.</summary>
    public static OpenSslKeyAgreement? TryCreate()
    {
        if (!OperatingSystem.IsLinux())
            return null;
        try
        {
            var made = new OpenSslKeyAgreement();
            return made.IsRight() ? made : null;
        }
        catch (Exception e)
            when (e is DllNotFoundException or EntryPointNotFoundException or CryptographicException)
        {
            return null;
        }
    }

    public void Agree(
        ReadOnlySpan<byte> privateKey,
        ReadOnlySpan<byte> theirs,
        Span<byte> ours,
        Span<byte> secret
    )
    {
        if (
            privateKey.Length != P256.CoordinateBytes
            || theirs.Length != PushKeys.PointBytes
            || ours.Length != PushKeys.PointBytes
            || secret.Length != P256.CoordinateBytes
        )
            throw new ArgumentException(
                "A key or the place for one has the wrong length.",
                nameof(privateKey)
            );
        var bench = _free.TryTake(out var found) ? found : new Workbench();
        bench.Agree(privateKey, theirs, ours, secret);
        _free.Add(bench);
    }

    // A library of the same name that calculates otherwise would make messages that nobody can read.
    private bool IsRight()
    {
        Span<byte> ones = stackalloc byte[P256.CoordinateBytes];
        Span<byte> other = stackalloc byte[P256.CoordinateBytes];
        ones.Fill(1);
        other.Fill(2);
        Span<byte> theirs = stackalloc byte[PushKeys.PointBytes];
        Span<byte> ours = stackalloc byte[PushKeys.PointBytes];
        Span<byte> secret = stackalloc byte[P256.CoordinateBytes];
        Span<byte> platformOurs = stackalloc byte[PushKeys.PointBytes];
        Span<byte> platformSecret = stackalloc byte[P256.CoordinateBytes];
        using var them = ECDiffieHellman.Create(
            new ECParameters { Curve = ECCurve.NamedCurves.nistP256, D = other.ToArray() }
        );
        P256.Write(them.ExportParameters(includePrivateParameters: false).Q, theirs);
        Agree(ones, theirs, ours, secret);
        new PlatformKeyAgreement().Agree(ones, theirs, platformOurs, platformSecret);
        return ours.SequenceEqual(platformOurs) && secret.SequenceEqual(platformSecret);
    }

    /// <summary>What one thread calculates with.</summary>
    private sealed class Workbench
    {
        private readonly nint _group = Needed(LibCrypto.EC_GROUP_new_by_curve_name(LibCrypto.P256));
        private readonly nint _context = Needed(LibCrypto.BN_CTX_new());
        private readonly nint _scalar = Needed(LibCrypto.BN_new());
        private readonly nint _ours;
        private readonly nint _theirs;

        public Workbench()
        {
            _ours = Needed(LibCrypto.EC_POINT_new(_group));
            _theirs = Needed(LibCrypto.EC_POINT_new(_group));
        }

        public void Agree(
            ReadOnlySpan<byte> privateKey,
            ReadOnlySpan<byte> theirs,
            Span<byte> ours,
            Span<byte> secret
        )
        {
            Span<byte> shared = stackalloc byte[PushKeys.PointBytes];
            try
            {
                Needed(LibCrypto.BN_bin2bn(privateKey, privateKey.Length, _scalar));
                // Refuses what does not lie on the curve.
                Done(LibCrypto.EC_POINT_oct2point(_group, _theirs, theirs, theirs.Length, _context));
                Done(LibCrypto.EC_POINT_mul(_group, _ours, _scalar, 0, 0, _context));
                Write(_ours, ours);
                Done(LibCrypto.EC_POINT_mul(_group, _ours, 0, _theirs, _scalar, _context));
                Write(_ours, shared);
                shared.Slice(1, P256.CoordinateBytes).CopyTo(secret);
            }
            finally
            {
                LibCrypto.BN_clear(_scalar);
                CryptographicOperations.ZeroMemory(shared);
            }
        }

        private void Write(nint point, Span<byte> bytes) =>
            Needed(
                LibCrypto.EC_POINT_point2oct(
                    _group,
                    point,
                    LibCrypto.Uncompressed,
                    bytes,
                    bytes.Length,
                    _context
                )
            );

        private static nint Needed(nint answer)
        {
            Done(answer == 0 ? 0 : 1);
            return answer;
        }

        private static void Done(int answer)
        {
            if (answer == 1)
                return;
            LibCrypto.ERR_clear_error();
            throw new CryptographicException("The key is no point of the curve P-256.");
        }
    }
}
