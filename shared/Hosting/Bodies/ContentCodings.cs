using System.IO.Compression;
using System.IO.Pipelines;

namespace Syndication.Hosting.Bodies;

/// <summary>The content codings that are undone here (RFC 9110 §8.4.1, RFC 7932).</summary>
internal static class ContentCodings
{
    // Each further one multiplies what a few bytes may cost, and nobody sends more than one in earnest.
    private const int Most = 2;

    /// <summary>The codings in the order in which they were applied.</summary>
    /// <param name="header">The value of <c>Content-Encoding</c>; empty and null mean none.</param>
    /// <param name="codings">In lower case, without <c>identity</c>.</param>
    /// <param name="unknown">The first that is not known, or where there are too many, all of them.</param>
    public static bool TryParse(string? header, out string[] codings, out string unknown)
    {
        codings =
        [
            .. (header ?? "")
                .Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
                .Select(c => c.ToLowerInvariant())
                .Where(c => c != "identity"),
        ];
        var strange = codings.FirstOrDefault(c => c is not ("gzip" or "x-gzip" or "br" or "deflate"));
        unknown = strange ?? (codings.Length > Most ? header! : "");
        return unknown.Length == 0;
    }

    /// <summary>A stream of what <paramref name="body"/> was before <paramref name="coding"/>; disposing it leaves the body.</summary>
    public static async Task<Stream> UndoAsync(string coding, Stream body, CancellationToken ct) =>
        coding switch
        {
            "br" => new BrotliStream(body, CompressionMode.Decompress, leaveOpen: true),
            "deflate" => await InflateAsync(body, ct),
            _ => new GZipStream(body, CompressionMode.Decompress, leaveOpen: true),
        };

    // RFC 9110 §8.4.1.2: "deflate" is zlib's format, yet some send the bare stream.
    private static async Task<Stream> InflateAsync(Stream body, CancellationToken ct)
    {
        var pipe = PipeReader.Create(body, new(leaveOpen: true));
        var head = await pipe.ReadAtLeastAsync(2, ct);
        var isZlib = IsZlib(head.Buffer.FirstSpan);
        pipe.AdvanceTo(head.Buffer.Start);
        return isZlib
            ? new ZLibStream(pipe.AsStream(), CompressionMode.Decompress)
            : new DeflateStream(pipe.AsStream(), CompressionMode.Decompress);
    }

    // RFC 1950 §2.2: method 8, and the two bytes are a multiple of 31.
    private static bool IsZlib(ReadOnlySpan<byte> head) =>
        head.Length >= 2 && (head[0] & 0x0F) == 8 && ((head[0] << 8) | head[1]) % 31 == 0;
}
