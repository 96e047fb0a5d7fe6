using Syndication.Formats.Dates;
using Syndication.Formats.Documents;
using Syndication.Formats.Encodings;

namespace Syndication.Formats.Json;

/// <summary>JSON Feed 1.1.</summary>
internal readonly struct JsonFeedWriter : IDocumentWriter
{
    public static ReadOnlySpan<byte> Between => ","u8;

    public static void Head(ref Utf8Output json, FeedView feed)
    {
        json.Raw("{\"version\":\"https://jsonfeed.org/version/1.1\""u8);
        Text(ref json, "title"u8, feed.Title);
        Text(ref json, "home_page_url"u8, feed.Link);
        Text(ref json, "feed_url"u8, feed.Self);
        Text(ref json, "description"u8, feed.Description);
        Text(
            ref json,
            "next_url"u8,
            Uris.Web(feed.Feed.Pages.Next) ?? Uris.Web(feed.Feed.Pages.PreviousArchive)
        );
        Text(ref json, "icon"u8, feed.Image);
        Text(ref json, "favicon"u8, feed.Icon);
        Authors(ref json, feed.Feed.Authors);
        Text(ref json, "language"u8, feed.Language);
        for (var i = 0; i < feed.Hubs.Length; i++)
        {
            json.Raw(i == 0 ? ",\"hubs\":[{\"type\":\"WebSub\""u8 : "{\"type\":\"WebSub\""u8);
            Text(ref json, "url"u8, feed.Hubs[i]);
            json.Raw(i + 1 < feed.Hubs.Length ? "},"u8 : "}]"u8);
        }

        json.Raw(",\"items\":["u8);
    }

    public static void Entry(ref Utf8Output json, in EntryView entry)
    {
        json.Raw("{\"id\":\""u8);
        json.Text<JsonText>(entry.Id);
        json.Raw((byte)'"');
        Text(ref json, "url"u8, entry.Link);
        Text(ref json, "title"u8, entry.Title);
        Content(ref json, entry);
        Summary(ref json, entry);
        Text(ref json, "image"u8, entry.Image?.Url);
        Date(ref json, "date_published"u8, entry.Entry.Published);
        Date(ref json, "date_modified"u8, entry.Entry.Updated);
        Authors(ref json, entry.Entry.Authors);
        Tags(ref json, entry.Entry.Categories);
        Text(ref json, "language"u8, entry.Language);
        Attachments(ref json, entry.Enclosures);
        json.Raw((byte)'}');
    }

    public static void Tail(ref Utf8Output json, FeedView feed) => json.Raw("]}"u8);

    private static void Content(ref Utf8Output json, in EntryView entry)
    {
        if (entry.Content is null && !entry.HasSummary)
        {
            Text(ref json, "content_text"u8, entry.Title);
            return;
        }

        json.Raw(",\"content_html\":\""u8);
        entry.Correction?.Write<JsonTextOfWords>(ref json);
        json.Text<JsonText>(entry.Content ?? entry.Summary);
        entry.Attribution?.Write<JsonTextOfWords>(ref json);
        json.Raw((byte)'"');
    }

    private static void Summary(ref Utf8Output json, in EntryView entry)
    {
        var words = Excerpt.Read(
            entry.SummaryCorrection,
            entry.Summary,
            after: null,
            Excerpt.Everything,
            out _
        );
        if (!words.IsEmpty)
        {
            Name(ref json, "summary"u8);
            json.Raw((byte)'"');
            json.Text<JsonText>(words);
            json.Raw((byte)'"');
        }
    }

    private static void Name(ref Utf8Output json, ReadOnlySpan<byte> name)
    {
        json.Raw(",\""u8);
        json.Raw(name);
        json.Raw("\":"u8);
    }

    // Every object begins with a member that it cannot lack, so that those after it have a comma before them.
    private static void Text(ref Utf8Output json, ReadOnlySpan<byte> name, string? text)
    {
        if (text is not null)
        {
            Name(ref json, name);
            json.Raw((byte)'"');
            json.Text<JsonText>(text);
            json.Raw((byte)'"');
        }
    }

    private static void Date(ref Utf8Output json, ReadOnlySpan<byte> name, DateTimeOffset? instant)
    {
        Span<byte> ascii = stackalloc byte[Rfc3339Date.Length];
        if (instant is { } known && Rfc3339Date.TryFormat(known, ascii, out _))
        {
            Name(ref json, name);
            json.Raw((byte)'"');
            json.Raw(ascii);
            json.Raw((byte)'"');
        }
    }

    private static void Authors(ref Utf8Output json, IReadOnlyList<Person> people)
    {
        var any = false;
        for (var i = 0; i < people.Count; i++)
        {
            if (PersonView.Of(people[i]) is { } person)
            {
                json.Raw(any ? ",{\"name\":\""u8 : ",\"authors\":[{\"name\":\""u8);
                json.Text<JsonText>(person.Name);
                json.Raw((byte)'"');
                Text(ref json, "url"u8, person.Url);
                json.Raw((byte)'}');
                any = true;
            }
        }

        json.Raw(any ? "]"u8 : default);
    }

    private static void Tags(ref Utf8Output json, IReadOnlyList<Category> categories)
    {
        var any = false;
        for (var i = 0; i < categories.Count; i++)
        {
            if (CategoryView.Of(categories[i]) is { } category)
            {
                json.Raw(any ? ",\""u8 : ",\"tags\":[\""u8);
                json.Text<JsonText>(category.Name);
                json.Raw((byte)'"');
                any = true;
            }
        }

        json.Raw(any ? "]"u8 : default);
    }

    private static void Attachments(ref Utf8Output json, scoped ReadOnlySpan<EnclosureView> enclosures)
    {
        for (var i = 0; i < enclosures.Length; i++)
        {
            json.Raw(i == 0 ? ",\"attachments\":[{\"url\":\""u8 : ",{\"url\":\""u8);
            json.Text<JsonText>(enclosures[i].Url);
            json.Raw((byte)'"');
            Text(ref json, "mime_type"u8, enclosures[i].Type);
            if (enclosures[i].Length is { } length)
            {
                Name(ref json, "size_in_bytes"u8);
                json.Number(length);
            }

            json.Raw((byte)'}');
        }

        json.Raw(enclosures.Length > 0 ? "]"u8 : default);
    }
}
