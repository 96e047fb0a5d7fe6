using System.Xml;
using Syndication.Formats;

namespace Syndication.Benchmarks.Documents;

/// <summary>Reading a well-formed document, beside an <see cref="XmlReader"/> that takes every value and keeps none.</summary>
public abstract class Reading(FeedFormat format) : Pair
{
    private static readonly FeedReadOptions Uncleaned = new() { Clean = false };
    private readonly byte[] _document = NewsFeed.Document(format);

    protected override int Least()
    {
        var length = 0;
        using var bytes = new MemoryStream(_document);
        using var reader = XmlReader.Create(
            bytes,
            new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit }
        );
        while (reader.Read())
        {
            length += reader.HasValue ? reader.Value.Length : reader.LocalName.Length;
            while (reader.MoveToNextAttribute())
            {
                length += reader.Value.Length;
            }
        }

        return length;
    }

    protected override int Whole() => FeedReader.Read(_document, Uncleaned).Feed.Entries.Count;
}

public class ReadRss() : Reading(FeedFormat.Rss);

public class ReadAtom() : Reading(FeedFormat.Atom);
