using System.Text;

namespace Syndication.Hosting.Outbound;

/// <summary>Header fields as they came, as text.</summary>
internal static class AnswerHeaders
{
    private static readonly UTF8Encoding Strict = new(false, throwOnInvalidBytes: true);

    public static Dictionary<string, string> Of(HttpResponseMessage answer)
    {
        var headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (
            var (name, values) in answer.Headers.NonValidated.Concat(answer.Content.Headers.NonValidated)
        )
            headers[name] = Text(string.Join(", ", values));
        return headers;
    }

    public static string? Location(HttpResponseMessage answer) =>
        answer.Headers.NonValidated.TryGetValues("Location", out var values) ? Text(values.First()) : null;

    // The handler reads all but Location as Latin-1, though servers write their own script as it is, in UTF-8.
    private static string Text(string value)
    {
        if (Ascii.IsValid(value) || value.Any(c => c > '\u00FF'))
            return value;
        try
        {
            return Strict.GetString(Encoding.Latin1.GetBytes(value));
        }
        catch (DecoderFallbackException)
        {
            return value;
        }
    }
}
