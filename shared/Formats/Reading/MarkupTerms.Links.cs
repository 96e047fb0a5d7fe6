namespace Syndication.Formats.Reading;

// Links by what they relate to.
internal sealed partial class MarkupTerms
{
    private const string Registry = "http://www.iana.org/assignments/relation/";

    // Ranks of an entry's or a feed's page.
    private const int ByIdentity = 1;
    private const int ByAttribute = 2;
    private const int ByAlternate = 3;
    private const int ByText = 4;
    private const int ByOrigin = 5;

    private Place Link(Frame frame)
    {
        frame.Detail = Relation(markup["rel"]);
        if (markup["href"] is not { } href)
        {
            return Place.Value;
        }

        Linked(href, frame, ByAlternate);
        return Place.Ignored;
    }

    // RFC 4287 §4.2.7.2: no relation is "alternate"; IANA's own ones may be written whole.
    private static string Relation(string? rel)
    {
        var relation = rel?.Trim() ?? "";
        relation = relation.StartsWith(Registry, StringComparison.OrdinalIgnoreCase)
            ? relation[Registry.Length..]
            : relation;
        return relation.Length == 0 ? "alternate" : relation.ToLowerInvariant();
    }

    private void Linked(string href, Frame frame, int rank)
    {
        switch (frame.Detail)
        {
            case "alternate":
                var isPage = frame.Type is null || frame.Type.Contains("html", StringComparison.Ordinal);
                var url = context.Link(href, frame.Base, frame.Line);
                Target.Link.OfferFirst(url, isPage ? rank : ByAttribute);
                break;
            case "enclosure" when _source is null:
                Enclose(href, markup["length"], frame);
                break;
            case "image":
                Picture(context.Resource(href, frame.Base, frame.Line), 1);
                break;
            case "license":
                Target.Rights.OfferFirst(context.Link(href, frame.Base, frame.Line), 1);
                break;
            case "replies" when _entry is not null && _source is null:
                Replies(href, frame);
                break;
            case var relation when _entry is null && context.Link(href, frame.Base, frame.Line) is { } page:
                FeedLink(relation, page);
                break;
        }
    }

    private void Replies(string href, Frame frame)
    {
        var url = context.Link(href, frame.Base, frame.Line);
        if (frame.Type is null || frame.Type.Contains("html", StringComparison.Ordinal))
        {
            _entry!.Comments.OfferFirst(url, 1);
        }
        else
        {
            _entry!.CommentsFeed.OfferFirst(url, 1);
        }
    }

    private void FeedLink(string? relation, string url)
    {
        var pages = _feed.Pages;
        switch (relation)
        {
            case "self":
                _feed.Self ??= url;
                break;
            case "hub" when _feed.Hubs.Count < Draft.MostOfAKind && !_feed.Hubs.Contains(url):
                _feed.Hubs.Add(url);
                break;
            default:
                _feed.Pages = relation switch
                {
                    "first" => pages with { First = url },
                    "previous" or "prev" => pages with { Previous = url },
                    "next" => pages with { Next = url },
                    "last" => pages with { Last = url },
                    "current" => pages with { Current = url },
                    "prev-archive" => pages with { PreviousArchive = url },
                    "next-archive" => pages with { NextArchive = url },
                    _ => pages,
                };
                break;
        }
    }
}
