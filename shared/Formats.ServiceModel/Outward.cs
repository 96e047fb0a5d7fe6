using System.Collections.ObjectModel;
using System.Globalization;
using System.Net;
using System.ServiceModel.Syndication;
using System.Xml.Linq;

namespace Syndication.Formats.ServiceModel;

/// <summary>From our model to theirs.</summary>
internal static class Outward
{
    public static SyndicationFeed Feed(Feed feed)
    {
        var theirs = new SyndicationFeed
        {
            Id = feed.Id,
            Title = Plain(feed.Title),
            Description = Plain(feed.Description),
            Copyright = Plain(feed.Rights),
            Language = feed.Language,
            Generator = feed.Generator,
            ImageUrl = Address(feed.Image),
            LastUpdatedTime = feed.Updated ?? default,
            Items = [.. feed.Entries.Select(e => Item(e, feed.Language))],
        };
        Add(theirs.Authors, feed.Authors);
        Add(theirs.Categories, feed.Categories);
        Link(theirs.Links, "alternate", feed.Link);
        Link(theirs.Links, "self", feed.Self);
        foreach (var hub in feed.Hubs)
            Link(theirs.Links, "hub", hub);
        Pages(theirs, feed.Pages);
        Extend(theirs.ElementExtensions, Names.Atom + "icon", feed.Icon);
        Extend(theirs.ElementExtensions, "ttl", feed.Ttl);
        Schedule(theirs.ElementExtensions, "skipHours", "hour", feed.SkipHours);
        Schedule(theirs.ElementExtensions, "skipDays", "day", feed.SkipDays);
        foreach (var deleted in feed.Deleted)
            theirs.ElementExtensions.Add(Tombstone(deleted).CreateReader());
        return theirs;
    }

    private static SyndicationItem Item(Entry entry, string? feedLanguage)
    {
        var correction = Correction(entry, feedLanguage);
        var item = new SyndicationItem
        {
            Id = entry.Id,
            Title = Plain(entry.Title),
            Summary = Html(entry.Content is null ? correction + entry.Summary : entry.Summary),
            Content = Html(entry.Content is null ? null : correction + entry.Content),
            PublishDate = entry.Published ?? default,
            LastUpdatedTime = entry.Updated ?? default,
            Copyright = Plain(entry.Rights),
            SourceFeed = Source(entry.Source),
        };
        Add(item.Authors, entry.Authors);
        Add(item.Contributors, entry.Contributors);
        Add(item.Categories, entry.Categories);
        Link(item.Links, "alternate", entry.Link);
        Link(item.Links, "replies", entry.Comments, "text/html");
        Link(item.Links, "replies", entry.CommentsFeed, "application/atom+xml");
        foreach (var file in entry.Enclosures)
            Link(item.Links, "enclosure", file.Url, file.Type, file.Length);
        if (entry.Language is { } language)
            item.AttributeExtensions.Add(Names.Language, language);
        if (entry.Image is { } image)
            item.ElementExtensions.Add(Picture(image).CreateReader());
        Extend(item.ElementExtensions, Names.Slash + "comments", entry.CommentsCount);
        return item;
    }

    private static void Pages(SyndicationFeed theirs, FeedPages pages)
    {
        Link(theirs.Links, "first", pages.First);
        Link(theirs.Links, "previous", pages.Previous);
        Link(theirs.Links, "next", pages.Next);
        Link(theirs.Links, "last", pages.Last);
        Link(theirs.Links, "current", pages.Current);
        Link(theirs.Links, "prev-archive", pages.PreviousArchive);
        Link(theirs.Links, "next-archive", pages.NextArchive);
        Extend(theirs.ElementExtensions, Names.History + "archive", pages.IsArchive ? "" : null);
        Extend(theirs.ElementExtensions, Names.History + "complete", pages.IsComplete ? "" : null);
    }

    private static XElement Picture(FeedImage image) =>
        new(
            Names.Media + "content",
            new XAttribute("url", image.Url),
            new XAttribute("medium", "image"),
            image.Type is null ? null : new XAttribute("type", image.Type),
            image.Width is null ? null : new XAttribute("width", image.Width),
            image.Height is null ? null : new XAttribute("height", image.Height),
            image.Alt is null ? null : new XElement(Names.Media + "description", image.Alt)
        );

    private static XElement Tombstone(DeletedEntry deleted) =>
        new(
            Names.Tombstones + "deleted-entry",
            new XAttribute("ref", deleted.Id),
            new XAttribute("when", deleted.When),
            deleted.Comment is null ? null : new XElement(Names.Tombstones + "comment", deleted.Comment)
        );

    private static SyndicationFeed? Source(EntrySource? source)
    {
        if (source is null)
            return null;
        var theirs = new SyndicationFeed { Id = source.Id, Title = Plain(source.Title) };
        Link(theirs.Links, "alternate", source.Link);
        return theirs;
    }

    private static string? Correction(Entry entry, string? feedLanguage)
    {
        if (entry.Correction is not { } text)
            return null;
        var isBengali = (entry.Language ?? feedLanguage)?.StartsWith(
            "bn",
            StringComparison.OrdinalIgnoreCase
        );
        var word = isBengali == true ? "সংশোধনী" : "Correction";
        return $"<p><strong>{word}:</strong> {WebUtility.HtmlEncode(text)}</p>";
    }

    private static TextSyndicationContent? Plain(string? text) =>
        text is null ? null : new(text, TextSyndicationContentKind.Plaintext);

    private static TextSyndicationContent? Html(string? html) =>
        string.IsNullOrEmpty(html) ? null : new(html, TextSyndicationContentKind.Html);

    private static Uri? Address(string? url) =>
        Uri.TryCreate(url, UriKind.Absolute, out var uri) ? uri : null;

    private static void Link(
        Collection<SyndicationLink> links,
        string relation,
        string? url,
        string? type = null,
        long? length = null
    )
    {
        if (Address(url) is { } uri)
            links.Add(new SyndicationLink(uri, relation, title: null, type, length ?? 0));
    }

    private static void Add(Collection<SyndicationPerson> theirs, IEnumerable<Person> people)
    {
        foreach (var person in people)
            theirs.Add(new SyndicationPerson(person.Email, person.Name, person.Url));
    }

    private static void Add(Collection<SyndicationCategory> theirs, IEnumerable<Category> categories)
    {
        foreach (var category in categories)
            theirs.Add(new SyndicationCategory(category.Term, category.Scheme, category.Label));
    }

    private static void Extend(SyndicationElementExtensionCollection extensions, XName name, object? value)
    {
        if (value is not null)
            extensions.Add(new XElement(name, value).CreateReader());
    }

    private static void Schedule<T>(
        SyndicationElementExtensionCollection extensions,
        string list,
        string item,
        IReadOnlyCollection<T> times
    )
    {
        if (times.Count > 0)
            Extend(
                extensions,
                list,
                times.Select(t => new XElement(item, Convert.ToString(t, CultureInfo.InvariantCulture)))
            );
    }
}
