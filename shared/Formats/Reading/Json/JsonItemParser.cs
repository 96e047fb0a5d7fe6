using System.Text.Json;

namespace Syndication.Formats.Reading.Json;

/// <summary>Reads one item of a JSON Feed.</summary>
internal sealed class JsonItemParser(ReadContext context)
{
    private EntryDraft _entry = new(context);
    private int _line;

    public EntryDraft Read(ref Utf8JsonReader reader, int line)
    {
        _entry = new EntryDraft(context);
        _line = line;
        while (JsonText.NextMember(ref reader, out var name))
        {
            switch (name)
            {
                case "author" or "authors":
                    JsonPeople.Read(ref reader, _entry, context, line);
                    break;
                case "tags" when reader.TokenType == JsonTokenType.StartArray:
                    Tags(ref reader);
                    break;
                case "attachments" when reader.TokenType == JsonTokenType.StartArray:
                    Attachments(ref reader);
                    break;
                default:
                    Told(name, JsonText.Of(ref reader));
                    break;
            }
        }

        return _entry;
    }

    private void Told(string name, string? text)
    {
        switch (name)
        {
            case "id":
                _entry.Id.Offer(string.IsNullOrWhiteSpace(text) ? null : text.Trim(), 1);
                break;
            case "title":
                _entry.Title.Offer(JsonText.Plain(text), 1);
                break;
            case "content_html" when text is not null:
                _entry.Content.Offer(context.Html(text, Base, _line), 2);
                break;
            case "content_text" when text is not null:
                _entry.Content.Offer(context.Html(JsonText.AsHtml(text), Base, _line), 1);
                break;
            case "summary" when text is not null:
                _entry.Summary.Offer(context.Html(JsonText.AsHtml(text), Base, _line), 1);
                break;
            case "date_published" when text is not null:
                _entry.Published.Offer(context.Date(text, _line), 1);
                break;
            case "date_modified" when text is not null:
                _entry.Updated.Offer(context.Date(text, _line), 1);
                break;
            case "language":
                _entry.Language.Offer(Documents.LanguageTag.Of(text), 1);
                break;
            default:
                Address(name, text);
                break;
        }
    }

    private void Address(string name, string? text)
    {
        switch (name)
        {
            case "url":
                _entry.Link.Offer(context.Link(text, Base, _line), 2);
                break;
            case "external_url":
                _entry.Link.Offer(context.Link(text, Base, _line), 1);
                break;
            case "image" or "banner_image":
                var url = context.Resource(text, Base, _line);
                _entry.Image.Offer(url is null ? null : new FeedImage(url), name == "image" ? 2 : 1);
                break;
        }
    }

    private Uri? Base => context.BaseUrl;

    private void Tags(ref Utf8JsonReader reader)
    {
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            if (JsonText.Plain(JsonText.Of(ref reader)) is { } tag)
            {
                _entry.AddCategory(new(tag));
            }
        }
    }

    private void Attachments(ref Utf8JsonReader reader)
    {
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            if (reader.TokenType != JsonTokenType.StartObject)
            {
                reader.Skip();
                continue;
            }

            string? url = null;
            string? type = null;
            long? length = null;
            while (JsonText.NextMember(ref reader, out var name))
            {
                var text = JsonText.Of(ref reader);
                url = name == "url" ? context.Resource(text, Base, _line) : url;
                type = name == "mime_type" ? JsonText.Plain(text) : type;
                length = name == "size_in_bytes" ? JsonText.Number(text) : length;
            }

            if (url is not null)
            {
                _entry.AddEnclosure(new(url, type, length));
            }
        }
    }
}
