using System.Buffers.Text;
using System.IO.Compression;
using System.Security.Cryptography;
using Microsoft.Extensions.Primitives;

namespace Syndication.Feeds.Documents;

/// <summary>A document's bytes in one coding, with what its headers say of them.</summary>
internal sealed class FeedBody
{
    private const int TagBytes = 16;

    // Packed once for everybody, but while readers wait: the levels that web servers take.
    private const int BrotliQuality = 5;
    private const int BrotliWindow = 20;

    private readonly Coding _coding;

    public FeedBody(byte[] bytes, Coding coding)
        : this(bytes, coding, $"\"{Base64Url.EncodeToString(SHA256.HashData(bytes).AsSpan(0, TagBytes))}\"")
    { }

    private FeedBody(byte[] bytes, Coding coding, string tag)
    {
        (Bytes, Tag, _coding) = (bytes, tag, coding);
        ContentEncoding = NameOf(coding);
    }

    public byte[] Bytes { get; }

    /// <summary>Strong (RFC 9110 §8.8.3): a hash of these very bytes, quoted.</summary>
    public string Tag { get; }

    /// <summary>The value of <c>Content-Encoding</c>; empty where there is none.</summary>
    public StringValues ContentEncoding { get; }

    /// <summary>The same document in another coding.</summary>
    public FeedBody Pack(Coding to) =>
        to switch
        {
            Coding.Gzip => new(Gzip(Bytes), to),
            Coding.Brotli => new(Brotli(Bytes), to),
            _ => this,
        };

    /// <summary>What it was packed from.</summary>
    /// <param name="length">How long that was.</param>
    /// <param name="tag">And its tag.</param>
    public FeedBody Unpack(int length, string tag)
    {
        var bytes = new byte[length];
        using var packed = new MemoryStream(Bytes);
        using Stream unpacking =
            _coding == Coding.Gzip
                ? new GZipStream(packed, CompressionMode.Decompress)
                : new BrotliStream(packed, CompressionMode.Decompress);
        unpacking.ReadExactly(bytes);
        return new(bytes, Coding.Identity, tag);
    }

    private static StringValues NameOf(Coding coding) =>
        coding switch
        {
            Coding.Gzip => "gzip",
            Coding.Brotli => "br",
            _ => default,
        };

    private static byte[] Gzip(byte[] bytes)
    {
        using var packed = new MemoryStream(bytes.Length / 4);
        using (var gzip = new GZipStream(packed, CompressionLevel.Optimal, leaveOpen: true))
            gzip.Write(bytes);
        return packed.ToArray();
    }

    private static byte[] Brotli(byte[] bytes)
    {
        var packed = new byte[BrotliEncoder.GetMaxCompressedLength(bytes.Length)];
        return BrotliEncoder.TryCompress(bytes, packed, out var length, BrotliQuality, BrotliWindow)
            ? packed[..length]
            : throw new InvalidOperationException("There was room for the longest that it can be.");
    }
}
