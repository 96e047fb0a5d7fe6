namespace Syndication.Formats.Reading;

// Where elements stand, and what their attributes say.
internal sealed partial class MarkupTerms
{
    private bool _isRdf;

    /// <summary>Says how the element that started is dealt with.</summary>
    public void Begin(Frame frame, Frame parent)
    {
        frame.Place = parent.Place switch
        {
            Place.Wrapper => Outside(frame, isRoot: parent.Term == Term.None && !_isFeed),
            Place.Feed => InFeed(frame, parent),
            Place.Entry => InEntry(frame, parent),
            Place.Source => InSource(frame),
            Place.Person => InPerson(frame),
            Place.Image => frame.Term is Term.Url or Term.Width or Term.Height ? Place.Value : Place.Ignored,
            Place.Deleted => frame.Term == Term.DeletedComment ? Place.Rich : Place.Ignored,
            // iTunes nests its categories.
            Place.Value when frame.Term == Term.Category => Category(frame),
            _ => Place.Ignored,
        };
    }

    private Place Outside(Frame frame, bool isRoot)
    {
        switch (frame.Term)
        {
            case Term.Rss or Term.Rdf or Term.AtomFeed or Term.Channel:
                _version = _isFeed ? _version : VersionOf(frame.Term);
                _isRdf |= frame.Term == Term.Rdf;
                return Feed(frame);
            case Term.Entry:
                _version = _isFeed ? _version : VersionOf(frame.Term);
                return Entry(frame);
            default:
                return isRoot ? Place.Wrapper : Place.Ignored;
        }
    }

    private Place Feed(Frame frame)
    {
        _isFeed = true;
        _feed.Inherited = frame.Language ?? _feed.Inherited;
        // CDF says in attributes what others have elements for.
        _feed.Link.OfferFirst(context.Link(markup["href"], frame.Base, frame.Line), 2);
        _feed.Updated.Offer(context.Date(markup["lastmod"] ?? "", frame.Line), 1);
        return Place.Feed;
    }

    private Place InFeed(Frame frame, Frame parent)
    {
        if (frame.Module == Module.Unknown && parent.Term is Term.Rss or Term.Rdf && IsChannelOrItem())
        {
            markup.Adopt(markup.Namespace, Module.Rss);
            frame.Module = Module.Rss;
            frame.Term = Terms.Of(Module.Rss, markup.Name);
        }

        Versioned(frame);
        switch (frame.Term)
        {
            case Term.Channel:
                return parent.Term == Term.Channel ? Place.Wrapper : Feed(frame);
            case Term.Entry:
                return Entry(frame);
            case Term.SkipHours or Term.SkipDays or Term.MediaGroup or Term.Items:
                return Place.Feed;
            case Term.Deleted:
                return Deleted(frame);
            case Term.Archive:
                _feed.Pages = _feed.Pages with { IsArchive = true };
                return Place.Ignored;
            case Term.Complete:
                _feed.Pages = _feed.Pages with { IsComplete = true };
                return Place.Ignored;
            default:
                return Shared(frame);
        }
    }

    private bool IsChannelOrItem() =>
        markup.Name.Equals("channel", StringComparison.OrdinalIgnoreCase)
        || markup.Name.Equals("item", StringComparison.OrdinalIgnoreCase);

    private Place Entry(Frame frame)
    {
        _isFeed = true;
        if (!_feed.MayBegin(frame.Line))
        {
            return Place.Ignored;
        }

        _entry = new EntryDraft(context) { Inherited = frame.Language };
        var about = markup.Of(Module.Rdf, "about");
        _entry.Id.Offer(string.IsNullOrWhiteSpace(about) ? null : about.Trim(), 1);
        _entry.Link.OfferFirst(Addresses.Link(about, frame.Base), 1);
        _entry.Link.OfferFirst(context.Link(markup["href"], frame.Base, frame.Line), 2);
        _entry.Updated.Offer(context.Date(markup["lastmod"] ?? "", frame.Line), 1);
        return Place.Entry;
    }

    private Place InEntry(Frame frame, Frame parent)
    {
        switch (frame.Term)
        {
            case Term.Source:
                _source = new SourceDraft(context);
                _source.Link.Offer(context.Link(markup["url"] ?? markup["href"], frame.Base, frame.Line), 2);
                return Place.Source;
            case Term.Enclosure:
                Enclose(
                    markup["url"]
                        ?? markup["href"]
                        ?? markup["resource"]
                        ?? markup.Of(Module.Rdf, "resource"),
                    markup["length"],
                    frame
                );
                return Place.Ignored;
            case Term.Content when frame.Module == Module.Atom && markup["src"] is { } source:
                Elsewhere(source, frame);
                return Place.Ignored;
            case Term.MediaGroup:
                return Place.Entry;
            case Term.MediaContent:
                MediaContent(frame);
                return Place.Entry;
            case Term.WeakTitle
            or Term.WeakDescription when parent is { Term: Term.MediaContent, Detail: "image" }:
                // What is said of a picture is not said of the entry.
                frame.Term = Term.ImageText;
                return parent.IsTold ? Place.Rich : Place.Ignored;
            case Term.Thumbnail:
                Picture(context.Resource(markup["url"], frame.Base, frame.Line), 2);
                return markup["url"] is null ? Place.Value : Place.Ignored;
            default:
                return Shared(frame);
        }
    }

    // RFC 4287 §4.1.3.2: a content that has an address is there, and nothing here.
    private void Elsewhere(string address, Frame frame)
    {
        if (frame.Type is { } type && !type.Contains("html", StringComparison.Ordinal))
        {
            Enclose(address, length: null, frame);
        }
        else
        {
            _entry!.Link.OfferFirst(context.Link(address, frame.Base, frame.Line), ByAttribute);
        }
    }

    private Place InSource(Frame frame) =>
        frame.Term switch
        {
            Term.Title => Place.Rich,
            Term.Id => Place.Value,
            Term.Link or Term.Author => Shared(frame),
            _ => Place.Ignored,
        };

    private static Place InPerson(Frame frame)
    {
        frame.Term = frame.Term == Term.Url ? Term.PersonUrl : frame.Term;
        return frame.Term is Term.Name or Term.Email or Term.PersonUrl ? Place.Value : Place.Ignored;
    }

    private Place Shared(Frame frame)
    {
        switch (frame.Term)
        {
            case Term.Author or Term.Creator or Term.Contributor or Term.Owner or Term.Credit:
                _person = new PersonDraft();
                frame.Detail = markup["role"];
                return Place.Person;
            case Term.Image:
                _image = new ImageDraft { Url = markup["href"] ?? markup.Of(Module.Rdf, "resource") };
                return Place.Image;
            case Term.ImageHref:
                Picture(context.Resource(markup["href"] ?? markup["url"], frame.Base, frame.Line), 1);
                return Place.Ignored;
            case Term.Logo when markup["href"] is { } logo:
                Logo(logo, frame);
                return Place.Ignored;
            case Term.Link:
                return Link(frame);
            case Term.Category:
                return Category(frame);
            case Term.License:
                frame.Detail = markup.Of(Module.Rdf, "resource") ?? markup["href"];
                return Place.Value;
            case Term.GeneratorAgent:
                frame.Detail = markup.Of(Module.Rdf, "resource");
                return Place.Value;
            case Term.Id:
                frame.Detail = markup["ispermalink"];
                return Place.Value;
            case Term.Title or Term.WeakTitle or Term.Description or Term.WeakDescription:
            case Term.Summary or Term.Teaser:
            case Term.Content or Term.Encoded or Term.Body or Term.Rights or Term.WeakRights:
                return Place.Rich;
            case Term.None or Term.Items or Term.TextInput or Term.Source or Term.Deleted or Term.Channel:
                return Place.Ignored;
            default:
                return Place.Value;
        }
    }

    private Place Category(Frame frame)
    {
        var isMedia = frame.Module == Module.Media;
        var isItunes = frame.Module == Module.Itunes;
        var scheme =
            Some(markup["scheme"])
            ?? Some(markup["domain"])
            ?? (isMedia ? "http://search.yahoo.com/mrss/category_schema" : null);
        var label = Some(markup["label"]);
        var term = Some(markup["term"]) ?? (isItunes ? Some(markup["text"]) : null);
        if (term is not null)
        {
            Target.AddCategory(new(term, isItunes ? "http://www.itunes.com/" : scheme, label));
        }

        frame.Detail = scheme;
        frame.Name = label;
        frame.IsTold = term is not null;
        return Place.Value;
    }

    private Place Deleted(Frame frame)
    {
        _deleted = new(markup["ref"]?.Trim(), context.Date(markup["when"] ?? "", frame.Line));
        return Place.Deleted;
    }

    private static string? Some(string? text) =>
        string.IsNullOrWhiteSpace(text) ? null : PlainWords.Tidy(text);
}
