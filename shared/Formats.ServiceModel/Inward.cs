using System.Globalization;
using System.ServiceModel.Syndication;
using System.Xml.Linq;

namespace Syndication.Formats.ServiceModel;

/// <summary>From their model to ours.</summary>
internal static class Inward
{
    public static Feed Feed(SyndicationFeed theirs)
    {
        var more = More.Of(theirs.ElementExtensions);
        return new Feed
        {
            Id = Some(theirs.Id),
            Title = Texts.Plain(theirs.Title) ?? "",
            Description = Texts.Plain(theirs.Description),
            Link = Link(theirs.Links, "alternate", theirs.BaseUri),
            Self = Link(theirs.Links, "self", theirs.BaseUri),
            Hubs = [.. Links(theirs.Links, "hub").Select(l => Address(l, theirs.BaseUri)).OfType<string>()],
            Language = Some(theirs.Language),
            Updated = Instant(theirs.LastUpdatedTime),
            Rights = Texts.Plain(theirs.Copyright),
            Image = theirs.ImageUrl?.OriginalString,
            Icon = Some(more.Text(Names.Atom + "icon")),
            Generator = Some(theirs.Generator),
            Ttl = Number(more.Text("ttl")),
            SkipHours = [.. more.Items("skipHours").Select(Number).OfType<int>()],
            SkipDays =
            [
                .. more.Items("skipDays")
                    .Where(d => Enum.TryParse<DayOfWeek>(d, out _))
                    .Select(Enum.Parse<DayOfWeek>),
            ],
            Pages = Pages(theirs, more),
            Authors =
            [
                .. People(theirs.Authors),
                .. more.Texts(Names.Core + "creator").Select(n => new Person(n)),
            ],
            Categories = Categories(theirs.Categories),
            Entries = [.. theirs.Items.Select(item => Entry(item, theirs.BaseUri))],
            Deleted =
            [
                .. more.All(Names.Tombstones + "deleted-entry").Select(Deleted).OfType<DeletedEntry>(),
            ],
        };
    }

    private static Entry Entry(SyndicationItem item, Uri? feedBase)
    {
        var more = More.Of(item.ElementExtensions);
        var baseUrl = Combined(feedBase, item.BaseUri);
        var content = item.Content as TextSyndicationContent;
        var encoded = Texts.Clean(more.Text(Names.Content + "encoded"), baseUrl);
        var replies = Links(item.Links, "replies").ToLookup(l => l.MediaType is null or "text/html");
        return new Entry
        {
            Id = Some(item.Id),
            Title = Texts.Plain(item.Title) ?? "",
            Link = Link(item.Links, "alternate", baseUrl),
            // Of an item without a link they make the description the content.
            Summary = Texts.Html(item.Summary ?? (encoded is null ? null : content), baseUrl),
            Content = encoded ?? Texts.Html(content, baseUrl),
            Published = Instant(item.PublishDate),
            Updated = Instant(item.LastUpdatedTime),
            Authors =
            [
                .. People(item.Authors),
                .. more.Texts(Names.Core + "creator").Select(n => new Person(n)),
            ],
            Contributors = [.. People(item.Contributors)],
            Categories = Categories(item.Categories),
            Enclosures =
            [
                .. Links(item.Links, "enclosure").Select(l => File(l, baseUrl)).OfType<Enclosure>(),
            ],
            Image = more.All(Names.Media + "content").Select(Picture).FirstOrDefault(p => p is not null),
            Language = item.AttributeExtensions.TryGetValue(Names.Language, out var language)
                ? language
                : null,
            Rights = Texts.Plain(item.Copyright) ?? Some(more.Text(Names.Core + "rights")),
            Comments =
                replies[true].Select(l => Address(l, baseUrl)).FirstOrDefault()
                ?? Some(more.Text("comments")),
            CommentsFeed = replies[false].Select(l => Address(l, baseUrl)).FirstOrDefault(),
            CommentsCount = Number(more.Text(Names.Slash + "comments")),
            Source = Source(item.SourceFeed),
        };
    }

    private static FeedPages Pages(SyndicationFeed theirs, More more)
    {
        string? Of(string relation) => Link(theirs.Links, relation, theirs.BaseUri);
        return new FeedPages
        {
            First = Of("first"),
            Previous = Of("previous"),
            Next = Of("next"),
            Last = Of("last"),
            Current = Of("current"),
            PreviousArchive = Of("prev-archive"),
            NextArchive = Of("next-archive"),
            IsArchive = more.All(Names.History + "archive").Any(),
            IsComplete = more.All(Names.History + "complete").Any(),
        };
    }

    private static FeedImage? Picture(XElement content) =>
        (string?)content.Attribute("url") is { } url
        && ((string?)content.Attribute("medium") ?? (string?)content.Attribute("type") ?? "").StartsWith(
            "image",
            StringComparison.Ordinal
        )
            ? new FeedImage(
                url,
                Some((string?)content.Element(Names.Media + "description")),
                Number((string?)content.Attribute("width")),
                Number((string?)content.Attribute("height")),
                (string?)content.Attribute("type")
            )
            : null;

    private static DeletedEntry? Deleted(XElement tombstone) =>
        (string?)tombstone.Attribute("ref") is { } id
        && DateTimeOffset.TryParse(
            (string?)tombstone.Attribute("when"),
            CultureInfo.InvariantCulture,
            DateTimeStyles.AssumeUniversal,
            out var when
        )
            ? new DeletedEntry(id, when, Some((string?)tombstone.Element(Names.Tombstones + "comment")))
            : null;

    private static EntrySource? Source(SyndicationFeed? theirs) =>
        theirs is null
            ? null
            : new(
                Some(theirs.Id),
                Texts.Plain(theirs.Title),
                Link(theirs.Links, "alternate", theirs.BaseUri)
            );

    private static Enclosure? File(SyndicationLink link, Uri? baseUrl) =>
        Address(link, baseUrl) is { } url
            ? new Enclosure(url, Some(link.MediaType), link.Length > 0 ? link.Length : null)
            : null;

    private static IEnumerable<Person> People(IEnumerable<SyndicationPerson> people) =>
        people.Select(p => new Person(Some(p.Name), Some(p.Email), Some(p.Uri)));

    private static Category[] Categories(IEnumerable<SyndicationCategory> categories) =>
        [
            .. categories
                .Where(c => Some(c.Name) is not null)
                .Select(c => new Category(c.Name, Some(c.Scheme), Some(c.Label))),
        ];

    private static IEnumerable<SyndicationLink> Links(IEnumerable<SyndicationLink> links, string relation) =>
        links.Where(l => (l.RelationshipType ?? "alternate") == relation);

    private static string? Link(IEnumerable<SyndicationLink> links, string relation, Uri? baseUrl) =>
        Links(links, relation).Select(l => Address(l, baseUrl)).FirstOrDefault(url => url is not null);

    // To the byte where it is absolute; what is relative to nothing leads nowhere.
    private static string? Address(SyndicationLink link, Uri? baseUrl) =>
        link.Uri is null ? null
        : link.Uri.IsAbsoluteUri ? link.Uri.OriginalString
        : Combined(baseUrl, link.BaseUri) is { IsAbsoluteUri: true } known
            ? new Uri(known, link.Uri).AbsoluteUri
        : null;

    private static Uri? Combined(Uri? outer, Uri? inner) =>
        inner is null or { IsAbsoluteUri: true } || outer is not { IsAbsoluteUri: true }
            ? inner ?? outer
            : new Uri(outer, inner);

    private static DateTimeOffset? Instant(DateTimeOffset time) => time == default ? null : time;

    private static int? Number(string? text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    private static string? Some(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
}
