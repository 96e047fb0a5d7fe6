using Syndication.Formats.Reading;

namespace Syndication.Formats;

/// <summary>
/// Reads a feed of any format, recognised by what it says: strictly first, and where that fails as its writer most
/// likely meant it, which <see cref="FeedDocument.Problems"/> then tells.
/// </summary>
public static class FeedReader
{
    private const int Buffer = 64 * 1024;

    /// <summary>Reads a document that is in memory.</summary>
    /// <exception cref="UnreadableFeedException">No feed, too long, or beyond repair; nothing else is thrown.</exception>
    public static FeedDocument Read(ReadOnlyMemory<byte> document, FeedReadOptions? options = null)
    {
        options ??= new FeedReadOptions();
        return document.Length > options.MaxBytes
            ? throw TooLong(options)
            : DocumentReader.Read(document.Span, options);
    }

    /// <summary>Reads a stream to its end, or to one byte more than <see cref="FeedReadOptions.MaxBytes"/>.</summary>
    /// <exception cref="UnreadableFeedException">As for a document in memory; what the stream throws passes through.</exception>
    public static async Task<FeedDocument> ReadAsync(
        Stream document,
        FeedReadOptions? options,
        CancellationToken ct
    )
    {
        ArgumentNullException.ThrowIfNull(document);
        options ??= new FeedReadOptions();
        using var bytes = new MemoryStream();
        var buffer = new byte[Buffer];
        while (await document.ReadAsync(buffer, ct) is > 0 and var count)
        {
            if (bytes.Length + count > options.MaxBytes)
            {
                throw TooLong(options);
            }

            bytes.Write(buffer, 0, count);
        }

        return Read(bytes.GetBuffer().AsMemory(0, (int)bytes.Length), options);
    }

    private static UnreadableFeedException TooLong(FeedReadOptions options) =>
        new($"The document has over {options.MaxBytes} bytes.") { TooLong = true };
}
