using System.Xml;
using Syndication.Formats.Encodings;
using Syndication.Formats.Reading;
using Syndication.Formats.Reading.Loose;

namespace Syndication.Formats.Opml;

/// <summary>
/// Reads lists of feeds of any OPML version, as other programs export them: strictly first, then repairing, as
/// <see cref="FeedReader"/> does.
/// </summary>
public static class OpmlReader
{
    /// <summary>Outlines of a document; a list with more is refused.</summary>
    public const int MostOutlines = 20_000;

    /// <param name="document">The bytes, as fetched.</param>
    /// <param name="options">Of which the charset served and the limit of bytes count here.</param>
    /// <exception cref="UnreadableFeedException">No OPML, too long, too deep, or too many outlines; nothing else is thrown.</exception>
    public static OpmlDocument Read(ReadOnlyMemory<byte> document, FeedReadOptions? options = null)
    {
        options ??= new FeedReadOptions();
        if (document.Length > options.MaxBytes)
        {
            throw new UnreadableFeedException($"The document has over {options.MaxBytes} bytes.")
            {
                TooLong = true,
            };
        }

        using var text = DocumentDecoder.Decode(document.Span, options.ContentType);
        var characters = text.Characters;
        var start = characters.Span.IndexOf('<');
        characters = start < 0 ? default : characters[start..];
        try
        {
            using var strict = new StrictMarkup(characters);
            return new OpmlBody(strict).Read();
        }
        catch (XmlException)
        {
            using var loose = new LooseMarkup(characters, new ProblemLog());
            return new OpmlBody(loose).Read();
        }
    }
}
