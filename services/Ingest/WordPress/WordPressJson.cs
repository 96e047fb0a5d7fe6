using System.Globalization;
using System.Text.Json;

namespace Syndication.Ingest.WordPress;

/// <summary>Members of a site's JSON as what they should be; null where they are anything else.</summary>
internal static class WordPressJson
{
    public static JsonElement? Member(JsonElement? json, string name) =>
        json is { ValueKind: JsonValueKind.Object } o
        && o.TryGetProperty(name, out var member)
        && member.ValueKind != JsonValueKind.Null
            ? member
            : null;

    public static string? Text(JsonElement? json, string name) =>
        Member(json, name) is { ValueKind: JsonValueKind.String } text ? Text(text) : null;

    /// <summary>Of <c>{"rendered": "…"}</c>, or of the text itself.</summary>
    public static string? Rendered(JsonElement? json, string name) =>
        Text(json, name) ?? Text(Member(json, name), "rendered");

    public static long? Number(JsonElement? json, string name) => Number(Member(json, name));

    /// <summary>Plugins write numbers as texts.</summary>
    public static long? Number(JsonElement? value) =>
        value switch
        {
            { ValueKind: JsonValueKind.Number } n when n.TryGetInt64(out var number) => number,
            { ValueKind: JsonValueKind.String } s
                when long.TryParse(
                    Text(s),
                    NumberStyles.None,
                    CultureInfo.InvariantCulture,
                    out var number
                ) => number,
            _ => null,
        };

    public static bool Flag(JsonElement? json, string name) =>
        Member(json, name) is { ValueKind: JsonValueKind.True };

    public static IEnumerable<JsonElement> Items(JsonElement? json) =>
        json is { ValueKind: JsonValueKind.Array } list ? list.EnumerateArray() : [];

    public static IEnumerable<JsonElement> Items(JsonElement? json, string name) => Items(Member(json, name));

    /// <summary>An instant that the site tells in UTC without saying so.</summary>
    public static DateTimeOffset? Instant(JsonElement? json, string name) =>
        DateTimeOffset.TryParse(
            Text(json, name),
            CultureInfo.InvariantCulture,
            DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal,
            out var instant
        )
        // 0000-00-00 is what a draft has; 1970 is what plugins make of it.
        && instant.Year > 1970
            ? instant
            : null;

    // A lone surrogate, escaped, is JSON, and no text.
    private static string? Text(JsonElement text)
    {
        try
        {
            return text.GetString();
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }
}
