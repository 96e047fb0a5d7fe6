using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Syndication.Hosting.Json;

/// <summary>Instants as RFC 3339: read with an offset or not at all, written in UTC with <c>Z</c>.</summary>
public sealed class InstantJsonConverter : JsonConverter<DateTimeOffset>
{
    // Long enough for "2025-08-13T12:43:00.1234567+06:00".
    private const int Longest = 33;
    private const string Format = "yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'";

    public override DateTimeOffset Read(
        ref Utf8JsonReader reader,
        Type typeToConvert,
        JsonSerializerOptions options
    )
    {
        var text = reader.TokenType == JsonTokenType.String ? reader.GetString() : null;
        if (text is null || !HasOffset(text))
            throw new JsonException(
                "An instant is RFC 3339 with an offset, such as 2025-08-13T12:43:00+06:00."
            );
        if (
            DateTimeOffset.TryParse(
                text,
                CultureInfo.InvariantCulture,
                DateTimeStyles.RoundtripKind,
                out var instant
            )
        )
            return instant.ToUniversalTime();
        throw new JsonException("This is no instant that exists.");
    }

    public override void Write(Utf8JsonWriter writer, DateTimeOffset value, JsonSerializerOptions options)
    {
        Span<char> text = stackalloc char[Longest];
        value.UtcDateTime.TryFormat(text, out var length, Format, CultureInfo.InvariantCulture);
        writer.WriteStringValue(text[..length]);
    }

    // A time without an offset would be read in the machine's own zone, which no sender can know.
    private static bool HasOffset(string text)
    {
        var time = text.IndexOfAny(['T', 't', ' ']);
        return text.Length <= Longest && time == 10 && text.AsSpan(time).IndexOfAny("Zz+-") > 0;
    }
}
