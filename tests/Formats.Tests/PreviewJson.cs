using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Syndication.Formats.Tests;

/// <summary>A document as the preview answers it, without nulls, empty texts and empty lists.</summary>
internal static class PreviewJson
{
    public static string Name(FeedVersion version) => version.ToString().ToLowerInvariant();

    public static JsonObject Of(FeedDocument document)
    {
        var feed = document.Feed;
        return new JsonObject
        {
            ["format"] = Name(document.Version),
            ["encoding"] = document.Encoding,
            ["wellFormed"] = document.WellFormed,
        }
            .With(
                "problems",
                Many(document.Problems, p => new JsonObject { ["code"] = p.Code, ["line"] = p.Line })
            )
            .Always("feed", Of(feed))
            .Always("entries", new JsonArray([.. feed.Entries.Select(Of)]));
    }

    private static JsonObject Of(Feed feed) =>
        new JsonObject()
            .With("id", feed.Id)
            .With("title", feed.Title)
            .With("description", feed.Description)
            .With("link", feed.Link)
            .With("self", feed.Self)
            .With("hubs", Many(feed.Hubs, hub => hub))
            .With("language", feed.Language)
            .With("updated", Instant(feed.Updated))
            .With("rights", feed.Rights)
            .With("image", feed.Image)
            .With("icon", feed.Icon)
            .With("generator", feed.Generator)
            .With("ttl", feed.Ttl)
            .With("authors", Many(feed.Authors, Of))
            .With("categories", Many(feed.Categories, Of))
            .With("skipHours", Many(feed.SkipHours, hour => hour))
            .With("skipDays", Many(feed.SkipDays, day => day.ToString()))
            .With("pages", Of(feed.Pages))
            .With("deleted", Many(feed.Deleted, Of));

    private static JsonObject Of(Entry entry) =>
        new JsonObject()
            .With("id", entry.Id)
            .With("link", entry.Link)
            .With("title", entry.Title)
            .With("summary", entry.Summary)
            .With("content", entry.Content)
            .With("published", Instant(entry.Published))
            .With("updated", Instant(entry.Updated))
            .With("authors", Many(entry.Authors, Of))
            .With("contributors", Many(entry.Contributors, Of))
            .With("categories", Many(entry.Categories, Of))
            .With(
                "enclosures",
                Many(
                    entry.Enclosures,
                    e => new JsonObject().With("url", e.Url).With("type", e.Type).With("length", e.Length)
                )
            )
            .With("image", Of(entry.Image))
            .With("language", entry.Language)
            .With("rights", entry.Rights)
            .With("comments", entry.Comments)
            .With("commentsFeed", entry.CommentsFeed)
            .With("commentsCount", entry.CommentsCount)
            .With("source", Of(entry.Source))
            .With("correction", entry.Correction);

    private static JsonObject Of(Person person) =>
        new JsonObject().With("name", person.Name).With("email", person.Email).With("url", person.Url);

    private static JsonObject Of(Category category) =>
        new JsonObject()
            .With("term", category.Term)
            .With("scheme", category.Scheme)
            .With("label", category.Label);

    private static JsonObject? Of(EntrySource? source) =>
        source is null
            ? null
            : new JsonObject().With("id", source.Id).With("title", source.Title).With("link", source.Link);

    private static JsonObject Of(DeletedEntry deleted) =>
        new JsonObject()
            .With("id", deleted.Id)
            .With("when", Instant(deleted.When))
            .With("comment", deleted.Comment);

    private static JsonObject? Of(FeedImage? image) =>
        image is null
            ? null
            : new JsonObject()
                .With("url", image.Url)
                .With("alt", image.Alt)
                .With("width", image.Width)
                .With("height", image.Height)
                .With("type", image.Type);

    private static JsonObject Of(FeedPages pages) =>
        new JsonObject()
            .With("first", pages.First)
            .With("previous", pages.Previous)
            .With("next", pages.Next)
            .With("last", pages.Last)
            .With("current", pages.Current)
            .With("previousArchive", pages.PreviousArchive)
            .With("nextArchive", pages.NextArchive)
            .With("isArchive", pages.IsArchive ? true : null)
            .With("isComplete", pages.IsComplete ? true : null);

    // Seconds, and parts of them only where there are any.
    private static string? Instant(DateTimeOffset? instant) =>
        instant?.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'", CultureInfo.InvariantCulture);

    private static JsonArray Many<T>(IEnumerable<T> items, Func<T, JsonNode> shown) =>
        new([.. items.Select(shown)]);

    private static JsonObject With(this JsonObject sight, string name, JsonNode? value) =>
        value is null or JsonArray { Count: 0 } or JsonObject { Count: 0 }
        || value is JsonValue && value.GetValueKind() == JsonValueKind.String && (string?)value == ""
            ? sight
            : sight.Always(name, value);

    private static JsonObject Always(this JsonObject sight, string name, JsonNode value)
    {
        sight.Add(name, value);
        return sight;
    }
}
