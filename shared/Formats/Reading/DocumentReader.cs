using System.Buffers;
using System.Text;
using System.Text.Json;
using System.Xml;
using Syndication.Formats.Encodings;
using Syndication.Formats.Reading.Json;
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

        return characters.Span[start] == '{' ? JsonFeed(text, start, options) : Markup(text, options);
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

    private static FeedDocument JsonFeed(DocumentText text, int start, FeedReadOptions options)
    {
        var json = Utf8(text.Characters.Span[start..]);
        var problems = Begin(text);
        try
        {
            var read = new JsonFeedParser(new(options, problems)).Read(json, isStrict: true);
            return Document(text, read, problems, text.Complaint is null);
        }
        catch (JsonException fault)
        {
            problems = Begin(text);
            problems.Add("not-well-formed", ProblemLog.Short(fault.Message), JsonFeedParser.Line(fault));
        }

        try
        {
            var read = new JsonFeedParser(new(options, problems)).Read(json, isStrict: false);
            problems.Add(
                "lenient-json",
                "Commas too many and comments were passed over, if there were any.",
                1
            );
            return Document(text, read, problems, isWellFormed: false);
        }
        catch (JsonException fault)
        {
            throw new UnreadableFeedException(
                ProblemLog.Short(fault.Message),
                JsonFeedParser.Line(fault),
                fault
            );
        }
    }

    private static byte[] Utf8(ReadOnlySpan<char> text)
    {
        var bytes = new byte[Encoding.UTF8.GetByteCount(text)];
        Encoding.UTF8.GetBytes(text, bytes);
        return bytes;
    }

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
