using AngleSharp.Dom;

namespace Syndication.Ingest.Pages;

/// <summary>The last line of a body: its last paragraph, or what follows the last break in it.</summary>
internal sealed class TailLine
{
    private readonly IElement _block;
    private readonly List<INode> _nodes;
    private readonly bool _whole;

    private TailLine(IElement block, List<INode> nodes, bool whole)
    {
        (_block, _nodes, _whole) = (block, nodes, whole);
        Text = PageText.Tidy(string.Concat(nodes.Select(n => n.TextContent))) ?? "";
    }

    public string Text { get; }

    /// <summary>Where the line links to.</summary>
    public string? Href =>
        _nodes
            .OfType<IElement>()
            .SelectMany(e => e.QuerySelectorAll("a[href]").Prepend(e))
            .Select(a => a.GetAttribute("href"))
            .FirstOrDefault(h => h is not null);

    public static TailLine? Last(IElement body)
    {
        var block = Blocks.Leaves(body).FindLast(b => b.LocalName != "figure" && PageText.Of(b).Length > 0);
        if (block is null)
            return null;
        var nodes = block.ChildNodes.ToList();
        while (nodes.Count > 0 && IsBlank(nodes[^1]))
            nodes.RemoveAt(nodes.Count - 1);
        var last = nodes.FindLastIndex(n => n is IElement { LocalName: "br" });
        return last < 0
            ? new TailLine(block, nodes, whole: true)
            : new TailLine(block, nodes[(last + 1)..], whole: false);
    }

    public void Remove(IElement body)
    {
        if (_whole)
        {
            Blocks.Remove(_block, body);
            return;
        }
        foreach (var node in _nodes)
            node.Parent?.RemoveChild(node);
        while (_block.LastChild is { } last && IsBlank(last))
            _block.RemoveChild(last);
    }

    private static bool IsBlank(INode node) =>
        node is IElement { LocalName: "br" }
        || (node is not IElement && string.IsNullOrWhiteSpace(node.TextContent));
}
