using System.Text.Json;

namespace Syndication.Formats.Reading.Json;

/// <summary>Authors: one object (1.0), or an array of them (1.1).</summary>
internal static class JsonPeople
{
    public static void Read(ref Utf8JsonReader reader, Draft draft, ReadContext context, int line)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.StartObject:
                One(ref reader, draft, context, line);
                break;
            case JsonTokenType.StartArray:
                while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
                {
                    Read(ref reader, draft, context, line);
                }

                break;
            case JsonTokenType.String:
                if (PersonText.Parse(JsonText.Of(ref reader)) is { } person)
                {
                    draft.AddAuthor(person);
                }

                break;
        }
    }

    private static void One(ref Utf8JsonReader reader, Draft draft, ReadContext context, int line)
    {
        string? name = null;
        string? url = null;
        while (JsonText.NextMember(ref reader, out var member))
        {
            var text = JsonText.Of(ref reader);
            name = member == "name" ? JsonText.Plain(text) : name;
            url = member == "url" ? context.Link(text, context.BaseUrl, line) : url;
        }

        // The address of a person who can be written to (JSON Feed 1.1, authors).
        var email = url?.StartsWith("mailto:", StringComparison.OrdinalIgnoreCase) == true ? url[7..] : null;
        if (name is not null || url is not null)
        {
            draft.AddAuthor(new(name, email, email is null ? url : null));
        }
    }
}
