using System.Text.Json.Nodes;
using Syndication.Formats.Documents;

namespace Syndication.Formats.Tests.StrangeReaders;

/// <summary>What is to be seen of a feed in a document of some format.</summary>
internal static class Sight
{
    public static JsonObject Of(Feed feed, FeedFormat format)
    {
        var atom = format == FeedFormat.Atom;
        var entries = feed.Entries.Select(e => Of(e, feed, atom)).ToArray<JsonNode>();
        // Atom asks for an author and an instant: the feed's name and a round date where there is neither.
        return new JsonObject
        {
            ["id"] = feed.Id ?? feed.Self ?? feed.Link,
            ["title"] = feed.Title,
            ["link"] = feed.Link,
            ["self"] = feed.Self,
            ["hubs"] = Many(feed.Hubs),
            ["description"] = feed.Description ?? (atom ? null : feed.Title),
            ["language"] = feed.Language,
            ["rights"] = feed.Rights,
            ["generator"] = feed.Generator,
            ["updated"] =
                feed.Updated?.ToUnixTimeSeconds() ?? (atom ? FragmentView.Unknown.ToUnixTimeSeconds() : null),
            ["image"] = feed.Image,
            ["icon"] = feed.Icon,
            ["ttl"] = feed.Ttl,
            ["authors"] = Names(atom && feed.Authors is [] ? [new Person(feed.Title)] : feed.Authors),
            ["author"] =
                feed.Authors is [var first, ..] ? first.Name
                : atom ? feed.Title
                : null,
            ["categories"] = Many(feed.Categories.Select(c => c.Label ?? c.Term)),
            ["entries"] = new JsonArray(entries),
        };
    }

    private static JsonObject Of(Entry entry, Feed feed, bool atom)
    {
        var files = Files(entry, atom).ToArray();
        var playable = entry.Enclosures.LastOrDefault(e => e.Type?[..6] is "audio/" or "video/");
        var names = entry.Authors.Select(a => a.Name).ToArray();
        var updated =
            entry.Updated
            ?? entry.Published
            ?? EntryView.Fallback(feed.Updated ?? FragmentView.Unknown, entry.Id ?? entry.Link!);
        var text = entry.Content ?? entry.Summary;
        return new JsonObject
        {
            ["id"] = entry.Id,
            ["title"] = entry.Title,
            ["link"] = entry.Link is { } link ? new Uri(link).AbsoluteUri : null,
            ["published"] = entry.Published?.ToUnixTimeSeconds(),
            ["updated"] = atom ? updated.ToUnixTimeSeconds() : null,
            ["shown"] = (entry.Published ?? (atom ? updated : null))?.ToUnixTimeSeconds(),
            ["authors"] = Names(entry.Authors),
            ["author"] = names.FirstOrDefault(),
            ["byline"] = names is [] ? null : string.Join(", ", atom ? names : names.TakeLast(1)),
            ["contributors"] = Names(entry.Contributors),
            ["categories"] = Many(entry.Categories.Select(c => c.Label ?? c.Term)),
            ["enclosures"] = new JsonArray([.. files.Select(File)]),
            ["playable"] = playable?.Url,
            ["playableType"] = playable?.Type,
            ["summary"] = entry.Summary,
            // RFC 4287 §4.1.2: without a link there must be content.
            ["content"] = entry.Content ?? (atom && entry.Link is null ? entry.Summary ?? entry.Title : null),
            ["text"] = text ?? (atom && entry.Link is null ? entry.Title : null),
            ["media"] = Many(Media(entry, atom)),
            ["comments"] = entry.Comments,
            ["language"] = entry.Language == feed.Language ? null : entry.Language,
            ["rights"] = entry.Rights,
            ["source"] = entry.Source?.Title,
        };
    }

    // An item of RSS has one enclosure: the first file, or else the picture.
    private static IEnumerable<Enclosure> Files(Entry entry, bool atom)
    {
        if (atom)
            return entry.Enclosures;
        var picture = entry.Image is { } i ? new Enclosure(i.Url, i.Type ?? "image/webp") : null;
        return entry.Enclosures is [var first, ..] ? [first]
            : picture is null ? []
            : [picture];
    }

    private static IEnumerable<string> Media(Entry entry, bool atom) =>
        entry.Image is { } image
            ? [image.Url, .. atom ? [] : entry.Enclosures.Select(e => e.Url)]
            : entry.Enclosures.Where(_ => !atom).Select(e => e.Url);

    private static JsonNode File(Enclosure file) =>
        new JsonObject
        {
            ["url"] = file.Url,
            ["type"] = file.Type,
            ["length"] = file.Length,
        };

    private static JsonArray Names(IEnumerable<Person> people) => Many(people.Select(p => p.Name));

    private static JsonArray Many(IEnumerable<string?> texts) =>
        new([.. texts.Select(t => (JsonNode?)JsonValue.Create(t))]);
}
