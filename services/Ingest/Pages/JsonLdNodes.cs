using System.Text.Json;
using AngleSharp.Dom;

namespace Syndication.Ingest.Pages;

/// <summary>The objects in a page's JSON-LD blocks; a block that cannot be read is skipped.</summary>
internal sealed class JsonLdNodes
{
    private const int Deepest = 32;

    private readonly Dictionary<string, JsonElement> _byId = new(StringComparer.Ordinal);

    public List<JsonElement> All { get; } = [];

    public static JsonLdNodes Read(IDocument page)
    {
        var nodes = new JsonLdNodes();
        foreach (var script in page.QuerySelectorAll("script[type='application/ld+json' i]"))
        {
            foreach (var root in JsonLdText.Parse(script.TextContent))
                nodes.Collect(root, 0);
        }
        return nodes;
    }

    /// <summary>The object that <paramref name="node"/> refers to, where it says nothing more itself.</summary>
    public JsonElement Follow(JsonElement node) =>
        node.ValueKind == JsonValueKind.Object
        && node.EnumerateObject().All(p => p.Name is "@id" or "@type")
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
        // A reference is no object: the one with more to say counts.
        if (
            Text(node, "@id") is { } id
            && (!_byId.TryGetValue(id, out var known) || Size(known) < Size(node))
        )
            _byId[id] = node;
        // Not itemListElement or hasPart: those are other articles.
        foreach (
            var name in (ReadOnlySpan<string>)["@graph", "mainEntity", "mainEntityOfPage", "author", "image"]
        )
        {
            if (node.TryGetProperty(name, out var inner))
                Collect(inner, depth + 1);
        }
    }

    private static int Size(JsonElement node) => node.EnumerateObject().Count();
}
