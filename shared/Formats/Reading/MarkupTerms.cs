namespace Syndication.Formats.Reading;

/// <summary>What the elements of a document mean: says how each is dealt with, and files what it held.</summary>
internal sealed partial class MarkupTerms(Markup markup, ReadContext context)
{
    private readonly FeedDraft _feed = new(context);
    private EntryDraft? _entry;
    private SourceDraft? _source;
    private PersonDraft _person = new();
    private ImageDraft _image = new();
    private DeletedDraft? _deleted;
    private FeedVersion _version;
    private bool _isFeed;

    // Whom what is read now belongs to.
    private Draft Target => (Draft?)_source ?? (Draft?)_entry ?? _feed;

    /// <summary>Looks at the outermost element, whose namespace is the document's own, known or not.</summary>
    public void Root()
    {
        var name = markup.Name;
        if (_isFeed)
        {
            return; // what a server added behind the feed
        }

        if (name.Equals("html", StringComparison.OrdinalIgnoreCase))
        {
            throw new UnreadableFeedException(
                "This is a web page, not a feed; the address of its feed stands in a <link rel=\"alternate\">.",
                markup.Line
            );
        }

        if (name.Equals("opml", StringComparison.OrdinalIgnoreCase))
        {
            throw new UnreadableFeedException("This is a list of feeds (OPML), not a feed.", markup.Line);
        }

        if (markup.Module is Module.Unknown or Module.Rss)
        {
            var isAtom = name.Equals("feed", StringComparison.OrdinalIgnoreCase);
            markup.Adopt(markup.Namespace, isAtom ? Module.Atom : Module.Rss);
        }
    }

    /// <exception cref="UnreadableFeedException">Nothing in the document was a feed.</exception>
    public (FeedVersion, Feed) Finish() =>
        _isFeed
            ? (_version, _feed.Build())
            : throw new UnreadableFeedException(
                "There is no feed in this document: no <rss>, <rdf:RDF>, <feed> or <channel>.",
                markup.Line
            );

    private FeedVersion VersionOf(Term root) =>
        root switch
        {
            Term.Rss => markup["version"]?.Trim() switch
            {
                "0.90" or "0.9" => FeedVersion.Rss090,
                "0.91" => FeedVersion.Rss091,
                "0.92" or "0.93" or "0.94" => FeedVersion.Rss092,
                "1.0" => FeedVersion.Rss10,
                ['2', ..] => FeedVersion.Rss20,
                _ => FeedVersion.Unknown,
            },
            Term.AtomFeed or Term.Entry => markup.Namespace.Contains(
                "w3.org/2005/atom",
                StringComparison.OrdinalIgnoreCase
            )
                ? FeedVersion.Atom10
            : markup["version"] is ['0', ..]
            || markup.Namespace.Contains("purl.org/atom", StringComparison.Ordinal)
                ? FeedVersion.Atom03
            : FeedVersion.Unknown,
            Term.Channel when markup.QualifiedName == "CHANNEL" => FeedVersion.Cdf,
            _ => FeedVersion.Unknown,
        };

    // RDF says its version in the namespace of what is in it.
    private void Versioned(Frame frame)
    {
        if (_version == FeedVersion.Unknown && _isRdf && frame.Module == Module.Rss)
        {
            _version = markup.Namespace.Contains("/0.9", StringComparison.Ordinal)
                ? FeedVersion.Rss090
                : FeedVersion.Rss10;
        }
    }
}
