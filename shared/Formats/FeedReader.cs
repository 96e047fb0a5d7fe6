namespace Syndication.Formats;

/// <summary>Reads a feed of any format, recognised by what it says.</summary>
public static class FeedReader
{
    /// <summary>Reads a document that is in memory.</summary>
    /// <exception cref="UnreadableFeedException">No feed, too long, or beyond repair; nothing else is thrown.</exception>
    public static FeedDocument Read(ReadOnlyMemory<byte> document, FeedReadOptions? options = null)
    {
        options ??= new FeedReadOptions();
        throw new UnreadableFeedException("Nothing is read yet.");
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
        using var bytes = new MemoryStream();
        await document.CopyToAsync(bytes, ct);
        return Read(bytes.GetBuffer().AsMemory(0, (int)bytes.Length), options);
    }
}
