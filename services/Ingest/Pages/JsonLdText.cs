using System.Net;
using System.Text;
using System.Text.Json;

namespace Syndication.Ingest.Pages;

/// <summary>
/// Reads JSON as sites write it into scripts: with comments, trailing commas, line breaks within texts, in a comment
/// of HTML or a section of XHTML, escaped as if it were HTML, or several values one behind the other.
/// </summary>
internal static class JsonLdText
{
    private const int MostValues = 32;

    private static readonly JsonReaderOptions Lenient = new()
    {
        AllowTrailingCommas = true,
        CommentHandling = JsonCommentHandling.Skip,
        MaxDepth = 64,
        AllowMultipleValues = true,
    };

    /// <summary>What can be read; of what breaks off, the values before.</summary>
    public static List<JsonElement> Parse(string text)
    {
        var json = Unwrapped(text);
        var values = Values(json);
        if (values.Count == 0)
            values = Values(WithoutControls(json));
        return values.Count == 0 && json.Contains("&quot;", StringComparison.Ordinal)
            ? Values(WithoutControls(Unescaped(json)))
            : values;
    }

    private static List<JsonElement> Values(string json)
    {
        var values = new List<JsonElement>();
        var reader = new Utf8JsonReader(Encoding.UTF8.GetBytes(json), Lenient);
        try
        {
            while (values.Count < MostValues && reader.Read())
            {
                using var document = JsonDocument.ParseValue(ref reader);
                values.Add(document.RootElement.Clone());
            }
        }
        catch (JsonException)
        {
            // What came before is whole.
        }
        return values;
    }

    private static string Unwrapped(string text) =>
        text.Replace("<![CDATA[", "", StringComparison.Ordinal)
            .Replace("]]>", "", StringComparison.Ordinal)
            .Replace("<!--", "", StringComparison.Ordinal)
            .Replace("-->", "", StringComparison.Ordinal)
            .Trim(' ', '\r', '\n', '\t', ';', '\uFEFF');

    // Once, and quotation marks within texts stay apart from those around them.
    private static string Unescaped(string json) =>
        WebUtility.HtmlDecode(json.Replace("&amp;quot;", "\\&quot;", StringComparison.Ordinal));

    // The usual fault: a line break within a text. Outside of texts it is allowed, and stays.
    private static string WithoutControls(string json)
    {
        var repaired = new StringBuilder(json.Length + 16);
        var inText = false;
        for (var i = 0; i < json.Length; i++)
        {
            var c = json[i];
            if (c == '"')
                inText = !inText;
            if (inText && c == '\\' && i + 1 < json.Length)
                repaired.Append(Escape(json[++i]));
            else if (!char.IsControl(c) || (!inText && c is '\n' or '\r' or '\t'))
                repaired.Append(c);
            else
                repaired.Append(inText && c == '\n' ? "\\n" : " ");
        }
        return repaired.ToString();
    }

    // Programs that escape for JavaScript write \' too, which JSON has not.
    private static string Escape(char c) =>
        "\"\\/bfnrtu".Contains(c, StringComparison.Ordinal) ? $"\\{c}" : $"{c}";
}
