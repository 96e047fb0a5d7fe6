using AngleSharp.Dom;

namespace Syndication.Ingest.Pages;

/// <summary>The body where nothing marks it: the element with most running text in paragraphs of its own.</summary>
internal static class DensityEvidence
{
    private const int ShortestParagraph = 25;
    private const double LargestLinkShare = 0.4;

    public static Evidence Read(IDocument page)
    {
        var scores = new Dictionary<IElement, double>();
        foreach (var paragraph in page.QuerySelectorAll("p, blockquote, pre, div, section, td"))
        {
            var length = OwnText(paragraph);
            if (length < ShortestParagraph || Blocks.LinkShare(paragraph) > LargestLinkShare)
                continue;
            if (Boilerplate.Surrounds(paragraph, null))
                continue;
            if (paragraph.LocalName is "p" or "blockquote" or "pre")
                Add(scores, paragraph.ParentElement, length);
            else
                Add(scores, paragraph, length);
        }
        return new Evidence { Body = scores.Count == 0 ? null : scores.MaxBy(s => s.Value).Key };
    }

    /// <summary>True for running text that is enough for an article when nothing else says it is one.</summary>
    public static bool IsConvincing(IElement body)
    {
        var sentences = Blocks
            .Leaves(body)
            .Count(b => PageText.Of(b) is { Length: >= 60 } t && PageText.EndsAsSentence(t));
        return sentences >= 2 && PageText.Of(body).Length >= 250 && Blocks.LinkShare(body) < 0.3;
    }

    // Half goes to the parent: paragraphs may lie in boxes side by side.
    private static void Add(Dictionary<IElement, double> scores, IElement? box, int length)
    {
        if (box is null)
            return;
        scores[box] = scores.GetValueOrDefault(box) + length;
        if (box.ParentElement is { LocalName: not "html" } parent)
            scores[parent] = scores.GetValueOrDefault(parent) + (length / 2.0);
    }

    // A paragraph's whole text; of a box only what stands in it directly.
    private static int OwnText(IElement element) =>
        element.LocalName is "p" or "blockquote" or "pre"
            ? PageText.Of(element).Length
            : element.ChildNodes.OfType<IText>().Sum(t => PageText.Tidy(t.Data)?.Length ?? 0);
}
