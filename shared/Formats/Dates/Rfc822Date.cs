using System.Buffers.Text;

namespace Syndication.Formats.Dates;

/// <summary>Dates as RSS 2.0 has them: <c>Wed, 13 Aug 2025 06:43:00 GMT</c>, always in GMT.</summary>
public static class Rfc822Date
{
    /// <summary>Bytes that <see cref="TryFormat"/> writes.</summary>
    public const int Length = 29;

    /// <summary>Writes the instant as ASCII; false where <paramref name="destination"/> is too small.</summary>
    public static bool TryFormat(DateTimeOffset instant, Span<byte> destination, out int written) =>
        Utf8Formatter.TryFormat(instant, destination, out written, 'R');
}
