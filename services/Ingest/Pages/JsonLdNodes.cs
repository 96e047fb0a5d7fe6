using System.Text;
using System.Text.Json;
using AngleSharp.Dom;

namespace Syndication.Ingest.Pages;

/// <summary>The objects in a page's JSON-LD blocks; a block that cannot be read is skipped.</summary>
internal sealed class JsonLdNodes
{
    private const int Deepest = 32;

    private static readonly JsonDocumentOptions Lenient = new()
    {
        AllowTrailingCommas = true,
        CommentHandling = JsonCommentHandling.Skip,
        MaxDepth = 64,
    };

    private readonly Dictionary<string, JsonElement> _byId = new(StringComparer.Ordinal);

    public List<JsonElement> All { get; } = [];

    public static JsonLdNodes Read(IDocument page)
    {
        var nodes = new JsonLdNodes();
        foreach (var script in page.QuerySelectorAll("script[type='application/ld+json' i]"))
        {
            if (Parse(script.TextContent) is { } root)
                nodes.Collect(root, 0);
        }
        return nodes;
    }

    /// <summary>The object that <paramref name="node"/> refers to, or itself.</summary>
    public JsonElement Follow(JsonElement node) =>
        node.ValueKind == JsonValueKind.Object
        && node.EnumerateObject().Count() == 1
        && Text(node, "@id") is { } id
        && _byId.TryGetValue(id, out var full)
            ? full
            : node;

    public static bool IsType(JsonElement node, Func<string, bool> test) =>
        Values(node, "@type").Any(t => t.ValueKind == JsonValueKind.String && test(t.GetString()!));

    /// <summary>The values of a property that may be one or a list of them.</summary>
    public static IEnumerable<JsonElement> Values(JsonElement node, string name)
    {
        if (node.ValueKind != JsonValueKind.Object || !node.TryGetProperty(name, out var value))
            return [];
        return value.ValueKind == JsonValueKind.Array ? value.EnumerateArray() : [value];
    }

    public static string? Text(JsonElement node, string name) =>
        Values(node, name)
            .Where(v => v.ValueKind == JsonValueKind.String)
            .Select(v => PageText.Plain(v.GetString()))
            .FirstOrDefault(v => v is not null);

    private void Collect(JsonElement node, int depth)
    {
        if (depth > Deepest)
            return;
        if (node.ValueKind == JsonValueKind.Array)
        {
            foreach (var item in node.EnumerateArray())
                Collect(item, depth + 1);
            return;
        }
        if (node.ValueKind != JsonValueKind.Object)
            return;
        All.Add(node);
        if (Text(node, "@id") is { } id)
            _byId.TryAdd(id, node);
        // Not itemListElement or hasPart: those are other articles.
        foreach (var name in (ReadOnlySpan<string>)["@graph", "mainEntity", "mainEntityOfPage"])
        {
            if (node.TryGetProperty(name, out var inner))
                Collect(inner, depth + 1);
        }
    }

    private static JsonElement? Parse(string text)
    {
        var json = text.Replace("<![CDATA[", "", StringComparison.Ordinal)
            .Replace("]]>", "", StringComparison.Ordinal)
            .Trim(' ', '\r', '\n', '\t', '/', '*', ';');
        return TryParse(json) ?? TryParse(WithoutControls(json));
    }

    private static JsonElement? TryParse(string json)
    {
        try
        {
            using var document = JsonDocument.Parse(json, Lenient);
            return document.RootElement.Clone();
        }
        catch (JsonException)
        {
            return null;
        }
    }

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
                repaired.Append(c).Append(json[++i]);
            else if (!inText || !char.IsControl(c))
                repaired.Append(c);
            else
                repaired.Append(c == '\n' ? "\\n" : " ");
        }
        return repaired.ToString();
    }
}
