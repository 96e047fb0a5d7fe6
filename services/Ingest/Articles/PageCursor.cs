using System.Buffers.Binary;
using System.Buffers.Text;
using System.Diagnostics.CodeAnalysis;

namespace Syndication.Ingest.Articles;

/// <summary>Where a page of a list ended: newest first by publication, then by id. Opaque to callers.</summary>
internal sealed record PageCursor(DateTimeOffset PublishedAt, Guid Id)
{
    private const int Size = 24;

    /// <summary>The page that ends with this article goes on behind it.</summary>
    public static PageCursor Behind(StoredArticle last) => new(last.PublishedAt, last.Id);

    public override string ToString()
    {
        Span<byte> bytes = stackalloc byte[Size];
        BinaryPrimitives.WriteInt64BigEndian(bytes, PublishedAt.ToUnixTimeMilliseconds());
        Id.TryWriteBytes(bytes[8..]);
        return Base64Url.EncodeToString(bytes);
    }

    public static bool TryParse(string text, [NotNullWhen(true)] out PageCursor? cursor)
    {
        cursor = null;
        Span<byte> bytes = stackalloc byte[Size];
        if (!Base64Url.IsValid(text, out var length) || length != Size)
            return false;
        Base64Url.DecodeFromChars(text, bytes);
        var milliseconds = BinaryPrimitives.ReadInt64BigEndian(bytes);
        if (
            milliseconds < DateTimeOffset.MinValue.ToUnixTimeMilliseconds()
            || milliseconds > DateTimeOffset.MaxValue.ToUnixTimeMilliseconds()
        )
            return false;
        cursor = new(DateTimeOffset.FromUnixTimeMilliseconds(milliseconds), new Guid(bytes[8..]));
        return true;
    }
}
