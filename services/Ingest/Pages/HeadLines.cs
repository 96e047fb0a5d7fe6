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
                return;
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

    // Lines may be parted by breaks instead of paragraphs.
    private static void RemoveFirstLines(IElement leaf, Evidence known)
    {
        for (var i = 0; i < MostLines; i++)
        {
            var line = leaf.ChildNodes.TakeWhile(n => n is not IElement { LocalName: "br" }).ToList();
            var text = PageText.Tidy(string.Concat(line.Select(n => n.TextContent)));
            if (line.Count == leaf.ChildNodes.Length || (text is not null && !IsRepeated(text, known)))
                return;
            foreach (var node in line.Append(leaf.ChildNodes[line.Count]).ToList())
                leaf.RemoveChild(node);
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
