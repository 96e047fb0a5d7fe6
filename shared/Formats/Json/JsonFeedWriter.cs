using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using Syndication.Formats.Dates;
using Syndication.Formats.Documents;

namespace Syndication.Formats.Json;

/// <summary>JSON Feed 1.1.</summary>
internal static class JsonFeedWriter
{
    // Feeds are never inlined in HTML; the default encoder would make six characters of every Bengali letter.
    private static readonly JsonWriterOptions Options = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        SkipValidation = true,
    };

    public static void Write(FeedView feed, IBufferWriter<byte> output)
    {
        using var json = new Utf8JsonWriter(output, Options);
        WriteHead(json, feed);
        foreach (var entry in feed.Entries())
        {
            WriteEntry(json, entry);
        }

        WriteTail(json);
    }

    private static void WriteHead(Utf8JsonWriter json, FeedView feed)
    {
        json.WriteStartObject();
        json.WriteString("version"u8, "https://jsonfeed.org/version/1.1"u8);
        json.WriteString("title"u8, feed.Title);
        Text(json, "home_page_url"u8, feed.Link);
        Text(json, "feed_url"u8, feed.Self);
        Text(json, "description"u8, feed.Description);
        Text(json, "next_url"u8, feed.Next ?? feed.PreviousArchive);
        Text(json, "icon"u8, feed.Image);
        Text(json, "favicon"u8, feed.Icon);
        Authors(json, feed.Authors);
        Text(json, "language"u8, feed.Language);
        if (feed.Hubs.Count > 0)
        {
            json.WriteStartArray("hubs"u8);
            foreach (var hub in feed.Hubs)
            {
                json.WriteStartObject();
                json.WriteString("type"u8, "WebSub"u8);
                json.WriteString("url"u8, hub);
                json.WriteEndObject();
            }

            json.WriteEndArray();
        }

        json.WriteStartArray("items"u8);
    }

    private static void WriteEntry(Utf8JsonWriter json, EntryView entry)
    {
        json.WriteStartObject();
        json.WriteString("id"u8, entry.Id);
        Text(json, "url"u8, entry.Link);
        json.WriteString("title"u8, entry.Title);
        if ((entry.Content ?? entry.Summary) is { } html)
        {
            json.WriteString("content_html"u8, html);
        }
        else
        {
            json.WriteString("content_text"u8, entry.Title);
        }

        Text(json, "summary"u8, entry.PlainSummary);
        Text(json, "image"u8, entry.Image?.Url);
        Date(json, "date_published"u8, entry.Published);
        Date(json, "date_modified"u8, entry.Updated);
        Authors(json, entry.Authors);
        Tags(json, entry.Categories);
        Text(json, "language"u8, entry.Language);
        Attachments(json, entry.Enclosures);
        json.WriteEndObject();
    }

    private static void WriteTail(Utf8JsonWriter json)
    {
        json.WriteEndArray();
        json.WriteEndObject();
        json.Flush();
    }

    private static void Text(Utf8JsonWriter json, ReadOnlySpan<byte> name, string? text)
    {
        if (text is not null)
        {
            json.WriteString(name, text);
        }
    }

    private static void Date(Utf8JsonWriter json, ReadOnlySpan<byte> name, DateTimeOffset? instant)
    {
        Span<byte> ascii = stackalloc byte[Rfc3339Date.Length];
        if (instant is { } known && Rfc3339Date.TryFormat(known, ascii, out _))
        {
            json.WriteString(name, ascii);
        }
    }

    private static void Authors(Utf8JsonWriter json, IReadOnlyList<PersonView> people)
    {
        if (people.Count == 0)
        {
            return;
        }

        json.WriteStartArray("authors"u8);
        foreach (var person in people)
        {
            json.WriteStartObject();
            json.WriteString("name"u8, person.Name);
            Text(json, "url"u8, person.Url);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void Tags(Utf8JsonWriter json, IReadOnlyList<CategoryView> categories)
    {
        if (categories.Count == 0)
        {
            return;
        }

        json.WriteStartArray("tags"u8);
        foreach (var category in categories)
        {
            json.WriteStringValue(category.Name);
        }

        json.WriteEndArray();
    }

    private static void Attachments(Utf8JsonWriter json, IReadOnlyList<EnclosureView> enclosures)
    {
        if (enclosures.Count == 0)
        {
            return;
        }

        json.WriteStartArray("attachments"u8);
        foreach (var enclosure in enclosures)
        {
            json.WriteStartObject();
            json.WriteString("url"u8, enclosure.Url);
            json.WriteString("mime_type"u8, enclosure.Type);
            if (enclosure.Length is { } length)
            {
                json.WriteNumber("size_in_bytes"u8, length);
            }

            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
