using System.IO.Compression;

namespace Syndication.Feeds.Tests;

/// <summary>What a reader does with a content coding.</summary>
internal static class Packing
{
    /// <param name="packed">As received.</param>
    /// <param name="coding"><c>gzip</c>, <c>br</c>, or null.</param>
    public static byte[] Undo(byte[] packed, string? coding)
    {
        if (string.IsNullOrEmpty(coding))
            return packed;
        using var from = new MemoryStream(packed);
        using Stream unpacking =
            coding == "br"
                ? new BrotliStream(from, CompressionMode.Decompress)
                : new GZipStream(from, CompressionMode.Decompress);
        using var to = new MemoryStream();
        unpacking.CopyTo(to);
        return to.ToArray();
    }
}
