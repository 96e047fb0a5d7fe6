using System.Buffers.Text;
using System.Security.Cryptography;
using Syndication.Feeds.Entries;

namespace Syndication.Feeds.Documents;

/// <summary>A feed as it goes out, with what it was made from.</summary>
internal sealed class FeedDocument(byte[] bytes)
{
    private const int TagBytes = 16;

    public ReadOnlyMemory<byte> Bytes => bytes;

    /// <summary>Strong (RFC 9110 §8.8.3): a hash of the bytes, quoted.</summary>
    public string ETag { get; } =
        $"\"{Base64Url.EncodeToString(SHA256.HashData(bytes).AsSpan(0, TagBytes))}\"";

    public required string ContentType { get; init; }

    /// <summary>The value of <c>Link</c>: self and hub.</summary>
    public required string Links { get; init; }

    /// <summary>The document's own path and query.</summary>
    public required string Path { get; init; }

    /// <summary>When the newest change among its entries was made.</summary>
    public required DateTimeOffset ModifiedAt { get; init; }

    public required Stamp Entries { get; init; }
    public required Stamp Categories { get; init; }
}
