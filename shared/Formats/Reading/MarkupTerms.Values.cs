namespace Syndication.Formats.Reading;

// What elements held, filed when they end.
internal sealed partial class MarkupTerms
{
    /// <summary>Files what the element held.</summary>
    public void End(Frame frame, string text)
    {
        switch (frame.Place)
        {
            case Place.Entry when frame.Term == Term.Entry:
                EndEntry();
                break;
            case Place.Source:
                EndSource(frame, text);
                break;
            case Place.Person:
                EndPerson(frame, text);
                break;
            case Place.Image:
                EndImage(frame, text);
                break;
            case Place.Deleted:
                EndDeleted();
                break;
            case Place.Rich:
                Rich(frame, new TextValue(frame, text));
                break;
            case Place.Value when markup.IsCut:
                break; // half an address or id is none
            case Place.Value
                when !string.IsNullOrWhiteSpace(text) || (frame.Detail ?? frame.Name) is not null:
                Value(frame, text.Trim());
                break;
        }
    }

    private void EndEntry()
    {
        _feed.Take(_entry?.Build(_feed.ShownLanguage));
        _entry = null;
    }

    private void EndSource(Frame frame, string text)
    {
        _source!.Title.OfferFirst(TextValue.Words(text, context, frame.Line), 1);
        _entry!.Source = _source.Build();
        _entry.SourceAuthors = _source.Authors;
        _source = null;
    }

    private void EndPerson(Frame frame, string text)
    {
        if (_person.Build(text) is not { } person)
        {
            return;
        }

        switch (frame.Term)
        {
            case Term.Owner:
                _feed.Owner ??= person;
                break;
            case Term.Contributor:
            case Term.Credit when !string.Equals(frame.Detail, "author", StringComparison.OrdinalIgnoreCase):
                Target.AddContributor(person);
                break;
            default:
                Target.AddAuthor(person);
                break;
        }
    }

    private void EndImage(Frame frame, string text)
    {
        var url = context.Resource(_image.Url ?? text, frame.Base, frame.Line);
        if (_entry is null)
        {
            _feed.Image.OfferFirst(url, 3);
        }
        else if (url is not null)
        {
            _entry.Image.OfferFirst(new(url, null, _image.Width, _image.Height), 3);
        }
    }

    private void EndDeleted()
    {
        if (_deleted?.Build() is { } deleted && _feed.Deleted.Count < FeedDraft.MostEntries)
        {
            _feed.Deleted.Add(deleted);
        }
    }

    private void Rich(Frame frame, TextValue text)
    {
        switch (frame.Term)
        {
            case Term.Title:
                Target.Title.OfferFirst(text.AsPlain(context, frame.Line), 3);
                break;
            case Term.WeakTitle:
                var isCore = frame.Module is Module.DublinCore or Module.Terms;
                Target.Title.OfferFirst(text.AsPlain(context, frame.Line), isCore ? 2 : 1);
                break;
            case Term.Rights or Term.WeakRights:
                Target.Rights.Offer(text.AsPlain(context, frame.Line), frame.Term == Term.Rights ? 3 : 1);
                break;
            case Term.DeletedComment:
                _deleted!.Comment = text.AsPlain(context, frame.Line);
                break;
            case Term.Content or Term.Encoded or Term.Body when _entry is not null:
                Contained(text, frame);
                break;
            case Term.ImageText:
                Captioned(text.AsPlain(context, frame.Line));
                break;
            case Term.Description or Term.Summary or Term.WeakDescription or Term.Teaser:
                Described(frame, text);
                break;
        }
    }

    private void Contained(TextValue text, Frame frame)
    {
        var rank = frame.Term == Term.Body ? 1 : 2;
        if (!_entry!.Content.IsAtLeast(rank))
        {
            _entry.Content.Offer(text.AsHtml(context, frame.Base, frame.Line), rank);
        }
    }

    private void Captioned(string? text)
    {
        if (text is not null && _entry?.Image.Value is { Alt: null } image)
        {
            _entry.Image.Replace(image with { Alt = text });
        }
    }

    private void Described(Frame frame, TextValue text)
    {
        var rank = frame.Term switch
        {
            Term.Teaser => 1,
            Term.WeakDescription => 2,
            _ => 3,
        };
        if (_entry is null)
        {
            _feed.Description.Offer(text.AsPlain(context, frame.Line), rank);
        }
        else if (rank == 3 && _entry.Summary.IsAtLeast(3) && _entry.Content.Value is null)
        {
            // Two of them: a teaser, then the article.
            _entry.Content.Offer(text.AsHtml(context, frame.Base, frame.Line), 1);
        }
        else if (!_entry.Summary.IsAtLeast(rank))
        {
            _entry.Summary.Offer(text.AsHtml(context, frame.Base, frame.Line), rank);
        }
    }

    private void Value(Frame frame, string text)
    {
        switch (frame.Term)
        {
            case Term.Name:
                _person.Name = Some(text);
                break;
            case Term.Email:
                _person.Email = Some(text);
                break;
            case Term.PersonUrl:
                _person.Url = context.Link(text, frame.Base, frame.Line);
                break;
            case Term.Url:
                _image.Url = text;
                break;
            case Term.Width:
                _image.Width = Figures.Small(text);
                break;
            case Term.Height:
                _image.Height = Figures.Small(text);
                break;
            case Term.Published or Term.Issued or Term.Date or Term.Updated or Term.Built:
                Dated(frame, text);
                break;
            case Term.Category or Term.Subject or Term.Tags or Term.Keywords:
                Subject(frame, text);
                break;
            case Term.Id or Term.Link or Term.OriginalLink:
                Identified(frame, text);
                break;
            case Term.Comments or Term.CommentsPost or Term.CommentsFeed or Term.CommentsCount:
                Commented(frame, text);
                break;
            default:
                Told(frame, text);
                break;
        }
    }

    private void Identified(Frame frame, string text)
    {
        switch (frame.Term)
        {
            case Term.Link when text.Length > 0:
                Linked(text, frame, ByText);
                break;
            case Term.OriginalLink:
                Target.Link.Offer(context.Link(text, frame.Base, frame.Line), ByOrigin);
                break;
            case Term.Id when text.Length > 0:
                Target.Id.Offer(Identity(frame, text), 2);
                // RSS 2.0: a guid is a permalink unless it says otherwise; one that is no address says so itself.
                if (
                    frame.Module == Module.Rss
                    && Addresses.IsAbsolute(text)
                    && !string.Equals(frame.Detail, "false", StringComparison.OrdinalIgnoreCase)
                )
                {
                    Target.Link.OfferFirst(Addresses.Link(text, frame.Base), ByIdentity);
                }

                break;
        }
    }

    // RFC 4287 §4.2.6: an id is absolute; one that is a path can only be meant against the base.
    private static string Identity(Frame frame, string text) =>
        frame.Module == Module.Atom
        && text.Contains('/', StringComparison.Ordinal)
        && !text.Contains(':', StringComparison.Ordinal)
            ? Addresses.Link(text, frame.Base) ?? text
            : text;

    private void Dated(Frame frame, string text)
    {
        var instant = context.Date(text, frame.Line);
        if (_entry is null)
        {
            if (frame is { Module: Module.Atom, Term: Term.Published })
            {
                return; // when the feed began, years ago
            }

            var rank = frame.Term switch
            {
                Term.Updated => 3,
                Term.Built or Term.Date => 2,
                _ => 1,
            };
            _feed.Updated.Offer(instant, rank);
            return;
        }

        switch (frame.Term)
        {
            case Term.Published:
                _entry.Published.Offer(instant, 3);
                break;
            case Term.Issued:
                _entry.Published.Offer(instant, 2);
                break;
            case Term.Updated:
                _entry.Updated.Offer(instant, 2);
                break;
            case Term.Date:
                // Dublin Core's says neither which; where it is alone it is when the entry came.
                _entry.Published.Offer(instant, 1);
                _entry.Updated.Offer(instant, 1);
                break;
        }
    }

    private void Subject(Frame frame, string text)
    {
        var scheme = frame.Module == Module.Itunes ? "http://www.itunes.com/" : frame.Detail;
        if (frame.Term is Term.Tags or Term.Keywords)
        {
            var separator =
                text.Contains(',', StringComparison.Ordinal) || frame.Term == Term.Tags ? ',' : ' ';
            foreach (var word in text.AsSpan().Split(separator))
            {
                if (Some(text[word]) is { } keyword)
                {
                    Target.AddCategory(new(keyword, scheme));
                }
            }
        }
        else if (!frame.IsTold && (TextValue.Words(text, context, frame.Line) ?? frame.Name) is { } term)
        {
            Target.AddCategory(new(term, scheme, frame.Name));
        }
    }
}
