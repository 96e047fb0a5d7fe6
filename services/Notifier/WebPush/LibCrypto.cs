using System.Runtime.InteropServices;

[assembly: DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]

namespace Syndication.Notifier.WebPush;

/// <summary>What <see cref="OpenSslKeyAgreement"/> calls of OpenSSL 3; names and order are that library's.</summary>
internal static partial class LibCrypto
{
    /// <summary><c>NID_X9_62_prime256v1</c></summary>
    public const int P256 = 415;

    /// <summary><c>POINT_CONVERSION_UNCOMPRESSED</c></summary>
    public const int Uncompressed = 4;

    private const string Name = "libcrypto.so.3";

    [LibraryImport(Name)]
    internal static partial nint EC_GROUP_new_by_curve_name(int nid);

    [LibraryImport(Name)]
    internal static partial nint EC_POINT_new(nint group);

    [LibraryImport(Name)]
    internal static partial int EC_POINT_oct2point(
        nint group,
        nint point,
        ReadOnlySpan<byte> bytes,
        nint length,
        nint context
    );

    [LibraryImport(Name)]
    internal static partial nint EC_POINT_point2oct(
        nint group,
        nint point,
        int form,
        Span<byte> bytes,
        nint length,
        nint context
    );

    [LibraryImport(Name)]
    internal static partial int EC_POINT_mul(
        nint group,
        nint result,
        nint timesGenerator,
        nint point,
        nint timesPoint,
        nint context
    );

    [LibraryImport(Name)]
    internal static partial nint BN_CTX_new();

    [LibraryImport(Name)]
    internal static partial nint BN_new();

    [LibraryImport(Name)]
    internal static partial nint BN_bin2bn(ReadOnlySpan<byte> bytes, int length, nint number);

    [LibraryImport(Name)]
    internal static partial void BN_clear(nint number);

    [LibraryImport(Name)]
    internal static partial void ERR_clear_error();
}
