using AngleSharp.Dom;

namespace Syndication.Ingest.Pages;

/// <summary>A page's <c>meta</c> elements by name or property, in lower case.</summary>
internal sealed class MetaTags
{
    private readonly ILookup<string, string> _values;

    public MetaTags(IDocument page) =>
        _values = page.QuerySelectorAll("meta[content]")
            .Select(m => (name: Name(m), value: PageText.Plain(m.GetAttribute("content"))))
            .Where(m => m is { name.Length: > 0, value: not null })
            .ToLookup(m => m.name, m => m.value!, StringComparer.OrdinalIgnoreCase);

    public string? this[string name] => _values[name].FirstOrDefault();

    public List<string> All(string name) => [.. _values[name].Distinct(StringComparer.Ordinal)];

    private static string Name(IElement meta) =>
        meta.GetAttribute("property") ?? meta.GetAttribute("name") ?? meta.GetAttribute("http-equiv") ?? "";
}
