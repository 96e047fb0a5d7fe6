using System.Buffers;
using System.Xml;
using Syndication.Formats.Encodings;
using Syndication.Formats.Reading.Loose;

namespace Syndication.Formats.Reading;

/// <summary>Reads a document: decodes it, tells JSON from markup, and tries the strict way before the other.</summary>
internal static class DocumentReader
{
    private static readonly SearchValues<char> Blanks = SearchValues.Create(" \t\r\n\uFEFF\0");

    public static FeedDocument Read(ReadOnlySpan<byte> document, FeedReadOptions options)
    {
        using var text = DocumentDecoder.Decode(document, options.ContentType);
        var characters = text.Characters;
        var start = characters.Span.IndexOfAnyExcept(Blanks);
        if (start < 0)
        {
            throw new UnreadableFeedException("The document is empty.", 1);
        }

        return characters.Span[start] == '{' ? JsonFeed(text, options) : Markup(text, options);
    }

    private static FeedDocument Markup(DocumentText text, FeedReadOptions options)
    {
        var problems = Begin(text);
        try
        {
            using var strict = new StrictMarkup(text.Characters);
            return Document(
                text,
                MarkupFeed.Read(strict, new(options, problems)),
                problems,
                text.Complaint is null
            );
        }
        catch (XmlException fault)
        {
            problems = Begin(text);
            problems.Add("not-well-formed", ProblemLog.Short(fault.Message), fault.LineNumber);
        }

        using var loose = new LooseMarkup(text.Characters, problems);
        return Document(text, MarkupFeed.Read(loose, new(options, problems)), problems, isWellFormed: false);
    }

    private static FeedDocument JsonFeed(DocumentText text, FeedReadOptions options) =>
        throw new UnreadableFeedException("JSON is not read yet.");

    private static ProblemLog Begin(DocumentText text)
    {
        var problems = new ProblemLog();
        if (text.Complaint is { } complaint)
        {
            problems.Add("charset", complaint, 1);
        }

        return problems;
    }

    private static FeedDocument Document(
        DocumentText text,
        (FeedVersion Version, Feed Feed) read,
        ProblemLog problems,
        bool isWellFormed
    ) =>
        new()
        {
            Version = read.Version,
            Encoding = text.Encoding,
            WellFormed = isWellFormed,
            Problems = problems.Problems,
            Feed = read.Feed,
        };
}
