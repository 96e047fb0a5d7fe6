using System.Buffers.Binary;
using System.IO.Compression;
using Syndication.Contracts;

namespace Syndication.Feeds.Entries;

/// <summary>
/// How an article lies in a store: a byte that tells the form, the length of the JSON, and the JSON packed. What an earlier
/// release kept is plain JSON, known by its brace. The same article gives the same bytes within a release.
/// </summary>
internal static class ArticlePack
{
    private const byte Plain = (byte)'{';
    private const byte Brotli = 1;
    private const int HeadLength = 5;
    private const int Quality = 5; // a third of 2.4 KB of Bengali in 50 µs; 11 saves 7 % more in 2 ms
    private const int Window = 18;
    private const int Longest = 256 << 20;

    public static byte[] Write(Article article)
    {
        var json = ArticleJson.Write(article);
        var packed = new byte[HeadLength + BrotliEncoder.GetMaxCompressedLength(json.Length)];
        packed[0] = Brotli;
        BinaryPrimitives.WriteInt32LittleEndian(packed.AsSpan(1), json.Length);
        if (!BrotliEncoder.TryCompress(json, packed.AsSpan(HeadLength), out var length, Quality, Window))
            return json;
        Array.Resize(ref packed, HeadLength + length);
        return packed;
    }

    /// <param name="data">As written here, or by an earlier release.</param>
    /// <param name="size">Bytes of the JSON, about as many as the article takes in memory.</param>
    /// <exception cref="InvalidDataException">It is neither.</exception>
    public static Article Read(byte[] data, out int size)
    {
        var json = data is [Plain, ..] ? data : Undo(data);
        size = json.Length;
        return ArticleJson.Read(json);
    }

    private static byte[] Undo(ReadOnlySpan<byte> data)
    {
        if (
            data.Length < HeadLength
            || data[0] != Brotli
            || BinaryPrimitives.ReadInt32LittleEndian(data[1..]) is not (>= 0 and <= Longest and var length)
        )
            throw Unreadable();
        var json = new byte[length];
        return BrotliDecoder.TryDecompress(data[HeadLength..], json, out var written) && written == length
            ? json
            : throw Unreadable();
    }

    private static InvalidDataException Unreadable() =>
        new("An article lies in the store in an unknown form.");
}
