using Syndication.Formats.Documents;
using Syndication.Formats.Html;

namespace Syndication.Formats.Tests.RoundTrips;

/// <summary>
/// What a format can carry of a feed. None carries a correction apart from the text, which it is put before; a text
/// with a picture in it gives an entry that has none one; an entry without an id is known by its link.
/// </summary>
internal static class Carried
{
    public static Feed By(FeedFormat format, Feed feed)
    {
        var identified = feed with
        {
            Entries = [.. feed.Entries.Select(e => e with { Id = e.Id ?? e.Link })],
        };
        return format == FeedFormat.Rss ? ByRss(identified)
            : format == FeedFormat.Atom ? ByAtom(identified)
            : ByJson(identified);
    }

    // No id and no icon of the feed; a description and an instant there must be.
    private static Feed ByRss(Feed feed) =>
        feed with
        {
            Id = null,
            Icon = null,
            Description = feed.Description ?? feed.Title,
            Updated = Seconds(feed.Updated ?? Newest(feed)),
            Authors = Names(feed.Authors),
            Categories = Named(feed.Categories),
            Entries = [.. feed.Entries.Select(ByRss)],
        };

    // One instant, in seconds; of people their names; one name of a category; a picture is enclosed where nothing
    // else is; where there is a content there is a description.
    private static Entry ByRss(Entry entry) =>
        entry with
        {
            Summary = entry.Summary ?? Excerpt(entry.Content),
            Published = Seconds(entry.Published ?? entry.Updated),
            Updated = null,
            Authors = Names(entry.Authors),
            Contributors = Names(entry.Contributors),
            Categories = Named(entry.Categories),
            Enclosures =
                entry.Enclosures.Count == 0 && entry.Image is { } image
                    ? [new Enclosure(image.Url, image.Type)]
                    : entry.Enclosures,
            Source = entry.Source is { } source ? source with { Id = null } : null,
        };

    // No time to live. An instant of change, an author, and a content where there is no link, there must be.
    private static Feed ByAtom(Feed feed)
    {
        var updated = feed.Updated ?? Newest(feed) ?? FragmentView.Unknown;
        return feed with
        {
            Id = feed.Id ?? feed.Self ?? feed.Link,
            Updated = updated,
            Ttl = null,
            Authors = feed.Authors is [] ? [new Person(feed.Title)] : feed.Authors,
            Entries = [.. feed.Entries.Select(e => ByAtom(e, updated))],
        };
    }

    private static Entry ByAtom(Entry entry, DateTimeOffset updated) =>
        entry with
        {
            Content = entry.Content ?? (entry.Link is null ? entry.Summary ?? Html(entry.Title) : null),
            Updated =
                entry.Updated ?? entry.Published ?? EntryView.Fallback(updated, entry.Id ?? entry.Link!),
        };

    // No id, instant, rights, generator, time to live or category of the feed.
    private static Feed ByJson(Feed feed) =>
        feed with
        {
            Id = null,
            Updated = null,
            Rights = null,
            Generator = null,
            Ttl = null,
            Authors = WithoutMail(feed.Authors),
            Categories = [],
            Entries = [.. feed.Entries.Select(ByJson)],
        };

    // No contributors, rights, comments or source; of a picture its address; a summary in plain text; a content
    // there must be.
    private static Entry ByJson(Entry entry) =>
        entry with
        {
            Summary = Excerpt(entry.Summary),
            Content = entry.Content ?? entry.Summary ?? Html(entry.Title),
            Authors = WithoutMail(entry.Authors),
            Contributors = [],
            Categories = [.. Named(entry.Categories).Select(c => c with { Scheme = null })],
            Image = entry.Image is { } image ? new FeedImage(image.Url) : null,
            Rights = null,
            Comments = null,
            Source = null,
        };

    private static DateTimeOffset? Newest(Feed feed) => feed.Entries.Max(e => e.Updated ?? e.Published);

    private static DateTimeOffset? Seconds(DateTimeOffset? instant) =>
        instant is { } i ? DateTimeOffset.FromUnixTimeSeconds(i.ToUnixTimeSeconds()) : null;

    private static Person[] Names(IEnumerable<Person> people) => [.. people.Select(p => new Person(p.Name))];

    private static Person[] WithoutMail(IEnumerable<Person> people) =>
        [.. people.Select(p => p with { Email = null })];

    private static Category[] Named(IEnumerable<Category> categories) =>
        [.. categories.Select(c => new Category(c.Label ?? c.Term, c.Scheme))];

    private static string? Excerpt(string? html) => html is null ? null : Html(HtmlCleaner.ToPlainText(html));

    // As it is read: made HTML, and that cleaned.
    private static string Html(string text) => HtmlCleaner.Clean(Words.AsHtml(text), baseUrl: null);
}
