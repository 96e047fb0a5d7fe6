using AngleSharp.Dom;

namespace Syndication.Ingest.Pages;

/// <summary>Removes what a body repeats at its head: title, reporter, date, and the article's own picture.</summary>
internal static class HeadLines
{
    private const int MostLines = 20;

    public static void Remove(IElement body, Evidence known)
    {
        foreach (var leaf in Blocks.Leaves(body).Take(MostLines))
        {
            if (!body.Contains(leaf))
                continue;
            var picture = leaf.QuerySelector("img");
            if (picture is not null && PageUrl.SameImage(LazyImages.Source(picture), known.Image?.Url))
                RemovePicture(picture, leaf, body);
            else if (picture is not null || Blocks.IsEmpty(leaf))
                continue;
            else if (IsRepeated(PageText.Of(leaf), known))
                Blocks.Remove(leaf, body);
            else
            {
                RemoveFirstLines(leaf, known);
                if (PageText.Of(leaf) is { Length: > 0 } rest && !IsRepeated(rest, known))
                    return;
                Blocks.Remove(leaf, body);
            }
        }
    }

    // With its frame and caption; running text beside it stays.
    private static void RemovePicture(IElement picture, IElement leaf, IElement body)
    {
        if (leaf.LocalName == "figure" || PageText.Of(leaf).Length == 0)
            Blocks.Remove(leaf, body);
        else
            picture.Remove();
    }

    // Lines may be parted by breaks instead of paragraphs, at any depth within.
    private static void RemoveFirstLines(IElement leaf, Evidence known)
    {
        var line = new List<INode>();
        var removed = 0;
        foreach (var node in leaf.Descendants().ToList())
        {
            if (node is IText)
                line.Add(node);
            if (node is not IElement { LocalName: "br" })
                continue;
            var text = PageText.Tidy(string.Concat(line.Select(n => n.TextContent)));
            if (++removed > MostLines || (text is not null && !IsRepeated(text, known)))
                return;
            foreach (var part in line.Append(node))
                part.Parent!.RemoveChild(part);
            line.Clear();
        }
    }

    private static bool IsRepeated(string text, Evidence known) =>
        PageText.Same(text, known.Title)
        || known.People.Any(p => PageText.Same(p, text))
        || known.Categories.Any(c => PageText.Same(c, text))
        || Reporter.IsByline(text)
        || LabelEvidence.IsDateLine(text)
        || PageText.Key(text) == PageText.Key(known.Title + known.Title);
}
