using System.Collections.Frozen;
using AngleSharp.Dom;

namespace Syndication.Ingest.Pages;

/// <summary>A body as a run of blocks: paragraphs, headings, list entries, pictures.</summary>
internal static class Blocks
{
    private static readonly FrozenSet<string> Names = (
        "p h1 h2 h3 h4 h5 h6 li ul ol dl dt dd blockquote pre div section article header main figure figcaption "
        + "table tbody thead tr td th center address details summary hr"
    )
        .Split(' ')
        .ToFrozenSet(StringComparer.Ordinal);

    public static bool Is(INode node) => node is IElement element && Names.Contains(element.LocalName);

    /// <summary>The innermost blocks, in order; a figure is one, with its caption.</summary>
    public static List<IElement> Leaves(IElement body) =>
        [
            .. body.QuerySelectorAll("*")
                .Where(e => IsFigure(e) || (Is(e) && !e.Children.Any(HoldsBlock) && !IsInFigure(e))),
        ];

    /// <summary>The innermost block around <paramref name="element"/>, within <paramref name="body"/>.</summary>
    public static IElement? Around(IElement element, IElement body)
    {
        for (var at = element.ParentElement; at is not null && at != body; at = at.ParentElement)
        {
            if (Is(at))
                return at;
        }
        return null;
    }

    /// <summary>The share of its text that is links, 0 to 1.</summary>
    public static double LinkShare(IElement block)
    {
        var all = PageText.Of(block).Length;
        return all == 0 ? 0 : (double)block.QuerySelectorAll("a").Sum(a => PageText.Of(a).Length) / all;
    }

    public static bool IsEmpty(IElement block) =>
        PageText.Of(block).Length == 0
        && block.LocalName != "img"
        && block.QuerySelector("img, iframe, video, audio, object, embed, picture, hr, table") is null;

    /// <summary>Puts text that lies between blocks, or with no block around it, into paragraphs of its own.</summary>
    public static void WrapText(IElement body)
    {
        Wrap(body);
        foreach (var box in body.QuerySelectorAll("div, section, article, center").ToList())
        {
            if (box.Children.Any(Is))
                Wrap(box);
        }
    }

    /// <summary>Removes a block, and what is empty around it then.</summary>
    public static void Remove(IElement block, IElement body)
    {
        for (var at = block; at != body; )
        {
            var parent = at.ParentElement;
            at.Remove();
            if (parent is null || parent == body || !IsEmpty(parent))
                return;
            at = parent;
        }
    }

    private static bool IsFigure(IElement element) => element.LocalName == "figure" && !IsInFigure(element);

    private static bool IsInFigure(IElement element) => element.ParentElement?.Closest("figure") is not null;

    private static bool HoldsBlock(IElement element) => Is(element) || element.Children.Any(HoldsBlock);

    private static void Wrap(IElement box)
    {
        var run = new List<INode>();
        foreach (var node in box.ChildNodes.ToArray())
        {
            if (IsSecondBreak(node, run))
            {
                box.RemoveChild(node);
            }
            else if (!Is(node) && (node is not IElement inline || !HoldsBlock(inline)))
            {
                run.Add(node);
                continue;
            }
            Close(box, run);
        }
        Close(box, run);
    }

    // Two breaks in a row are how some editors end a paragraph.
    private static bool IsSecondBreak(INode node, List<INode> run) =>
        IsBreak(node) && run.FindLast(n => !IsBlank(n)) is { } last && IsBreak(last);

    private static bool IsBreak(INode node) => node is IElement { LocalName: "br" };

    private static bool IsBlank(INode node) =>
        node is not IElement && string.IsNullOrWhiteSpace(node.TextContent);

    private static void Close(IElement box, List<INode> run)
    {
        for (var i = run.Count - 1; i >= 0 && (IsBreak(run[i]) || IsBlank(run[i])); i--)
        {
            if (!IsBreak(run[i]))
                continue;
            box.RemoveChild(run[i]);
            run.RemoveAt(i);
        }
        if (run.Exists(n => !IsBlank(n)))
        {
            var paragraph = box.Owner!.CreateElement("p");
            box.InsertBefore(paragraph, run[0]);
            paragraph.Append([.. run]);
        }
        run.Clear();
    }
}
