using System.Net.Http.Headers;
using System.Text.Json;

namespace Syndication.Ingest.Sources;

/// <summary>Tells a body that names an address from one that is a document.</summary>
internal static class PreviewRequest
{
    // The longest address is far shorter; a document is not parsed twice to find out.
    private const int Longest = 64 << 10;

    /// <summary>
    /// The value of <c>url</c> where the body is a JSON object that has one and nothing of a JSON Feed, which is served as
    /// <c>application/json</c> as well.
    /// </summary>
    /// <param name="body">Without content coding.</param>
    /// <param name="contentType">The header's value; what is not JSON by it is a document.</param>
    /// <param name="url">Its kind is not checked.</param>
    public static bool NamesAddress(ReadOnlyMemory<byte> body, string? contentType, out JsonElement url)
    {
        url = default;
        if (body.Length > Longest || !IsJson(contentType) || !TryParse(body, out var root))
            return false;
        try
        {
            return root.ValueKind == JsonValueKind.Object
                && root.TryGetProperty("url", out url)
                && !root.TryGetProperty("version", out _)
                && !root.TryGetProperty("items", out _);
        }
        // A name with half a surrogate is seen only when names are compared.
        catch (InvalidOperationException)
        {
            return false;
        }
    }

    /// <summary>The address as text; null where it is none, or not of whole characters.</summary>
    public static string? Text(JsonElement url)
    {
        try
        {
            return url.ValueKind == JsonValueKind.String ? url.GetString() : null;
        }
        // Nobody has looked at the string so far: half a surrogate, or what is not UTF-8, shows itself now.
        catch (InvalidOperationException)
        {
            return null;
        }
    }

    private static bool IsJson(string? contentType)
    {
        if (!MediaTypeHeaderValue.TryParse(contentType, out var type) || type.MediaType is not { } name)
            return false;
        return name.EndsWith("/json", StringComparison.OrdinalIgnoreCase)
            || name.EndsWith("+json", StringComparison.OrdinalIgnoreCase);
    }

    private static bool TryParse(ReadOnlyMemory<byte> body, out JsonElement root)
    {
        root = default;
        try
        {
            var text = body.Span.StartsWith("\uFEFF"u8) ? body[3..] : body;
            using var json = JsonDocument.Parse(text);
            root = json.RootElement.Clone();
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
