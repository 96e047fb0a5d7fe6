using System.Globalization;
using System.Text;
using System.Text.Json;
using Syndication.Formats.Documents;

namespace Syndication.Formats.Reading.Json;

/// <summary>Members and texts of JSON.</summary>
internal static class JsonText
{
    /// <summary>Goes to the value of an object's next member; false at its end.</summary>
    public static bool NextMember(ref Utf8JsonReader reader, out string name)
    {
        reader.Read();
        if (reader.TokenType != JsonTokenType.PropertyName)
        {
            name = "";
            return false;
        }

        name = Value(ref reader);
        reader.Read();
        return true;
    }

    /// <summary>A string, or a number as it is written; null for all else, which is passed over.</summary>
    public static string? Of(ref Utf8JsonReader reader)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.String:
                return Value(ref reader);
            case JsonTokenType.Number:
                return Encoding.UTF8.GetString(reader.ValueSpan);
            default:
                reader.Skip();
                return null;
        }
    }

    /// <summary>Plain text as it is kept; null where there is none.</summary>
    public static string? Plain(string? text) =>
        text is not null && PlainWords.Tidy(text) is { Length: > 0 } tidy ? tidy : null;

    /// <summary>Plain text as HTML, its lines kept.</summary>
    public static string AsHtml(string text) => Words.LinesAsHtml(text.Trim());

    public static long? Number(string? text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
        && number is >= 0 and < 1e18
            ? (long)number
            : null;

    private static string Value(ref Utf8JsonReader reader)
    {
        try
        {
            return reader.GetString() ?? "";
        }
        catch (InvalidOperationException)
        {
            return WithoutHalves(ref reader); // an escaped half of a surrogate pair
        }
    }

    private static string WithoutHalves(ref Utf8JsonReader reader)
    {
        var written = Encoding.UTF8.GetString(reader.ValueSpan);
        var text = new StringBuilder(written.Length);
        for (var i = 0; i < written.Length; i++)
        {
            if (written[i] != '\\')
            {
                text.Append(written[i]);
                continue;
            }

            i++;
            if (written[i] == 'u')
            {
                text.Append((char)ushort.Parse(written.AsSpan(i + 1, 4), NumberStyles.HexNumber, null));
                i += 4;
            }
            else
            {
                text.Append(Escaped(written[i]));
            }
        }

        return Encodings.XmlCharacters.Keep(text.ToString());
    }

    private static char Escaped(char c) =>
        c switch
        {
            'n' => '\n',
            'r' => '\r',
            't' => '\t',
            'b' or 'f' => ' ',
            _ => c,
        };
}
