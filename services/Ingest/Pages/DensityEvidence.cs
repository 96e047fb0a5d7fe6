using System.Diagnostics.CodeAnalysis;
using AngleSharp.Dom;

namespace Syndication.Ingest.Pages;

/// <summary>The body where nothing marks it: the element with most running text in paragraphs of its own.</summary>
internal static class DensityEvidence
{
    private const int ShortestParagraph = 25;
    private const double LargestLinkShare = 0.4;
    private const int MostClimbs = 3;
    private const int ShortestTitle = 15;
    private const int LongestTeaser = 500;

    public static Evidence Read(IDocument page)
    {
        var paragraphs = new Dictionary<IElement, int>();
        foreach (
            var paragraph in page.QuerySelectorAll(
                "p, blockquote, pre, div, section, td, figcaption, font, center"
            )
        )
        {
            var length = OwnText(paragraph);
            if (length < ShortestParagraph || Blocks.LinkShare(paragraph) > LargestLinkShare)
                continue;
            if (!IsInTeaser(paragraph) && !Boilerplate.Surrounds(paragraph, null))
                paragraphs[paragraph] = length;
        }
        var scores = new Dictionary<IElement, double>();
        foreach (var (paragraph, length) in paragraphs)
            Add(scores, IsWhole(paragraph) ? paragraph.ParentElement : paragraph, length);
        return new Evidence
        {
            Body = scores.Count == 0 ? null : WithSiblings(scores.MaxBy(s => s.Value).Key, paragraphs),
        };
    }

    /// <summary>True for running text that is enough for an article when nothing else says it is one.</summary>
    public static bool IsConvincing(IElement body)
    {
        var sentences = Blocks
            .Leaves(body)
            .Count(b => PageText.Of(b) is { Length: >= 60 } t && PageText.EndsAsSentence(t));
        return sentences >= 2 && PageText.Of(body).Length >= 250 && Blocks.LinkShare(body) < 0.3;
    }

    // Live reports and galleries put every part into boxes of its own: the box around them is the body.
    private static IElement WithSiblings(IElement best, Dictionary<IElement, int> paragraphs)
    {
        var sums = new Dictionary<IElement, int>();
        foreach (var (paragraph, length) in paragraphs)
        {
            // Text within text is counted once.
            for (var at = paragraph; at is not null; at = at.ParentElement)
                sums[at] = sums.GetValueOrDefault(at) + length;
        }
        var body = best;
        var above = best.ParentElement;
        for (var i = 0; i < MostClimbs && IsOpen(body, above); i++)
        {
            var gains = sums.GetValueOrDefault(above) * 10 >= sums.GetValueOrDefault(body) * 15;
            if (gains && above.Children.Count(c => sums.GetValueOrDefault(c) >= ShortestParagraph) >= 2)
                body = above;
            above = above.ParentElement;
        }
        return body;
    }

    // Cells of a table stand for themselves.
    private static bool IsOpen(IElement body, [NotNullWhen(true)] IElement? above) =>
        body.LocalName is not ("td" or "th")
        && above is { LocalName: not ("body" or "html" or "tr" or "tbody" or "table") };

    // Half goes to the parent: paragraphs may lie in boxes side by side.
    private static void Add(Dictionary<IElement, double> scores, IElement? box, int length)
    {
        if (box is null)
            return;
        scores[box] = scores.GetValueOrDefault(box) + length;
        if (box.ParentElement is { LocalName: not "html" } parent)
            scores[parent] = scores.GetValueOrDefault(parent) + (length / 2.0);
    }

    // Beside a link that is a title: another article's summary.
    private static bool IsInTeaser(IElement paragraph)
    {
        if (paragraph.Closest("a") is not null)
            return true;
        var box = paragraph.Closest("li, article") ?? paragraph.ParentElement;
        return box is not null
            && box != paragraph
            && box.QuerySelectorAll("p").Length <= 1
            && PageText.Of(box).Length <= LongestTeaser
            && box.QuerySelectorAll("a[href]")
                .Any(a => !paragraph.Contains(a) && PageText.Of(a).Length >= ShortestTitle);
    }

    private static bool IsWhole(IElement element) =>
        element.LocalName is "p" or "blockquote" or "pre" or "figcaption" or "font" or "center";

    // A paragraph's whole text; of a box only what stands in it directly.
    private static int OwnText(IElement element) =>
        element.LocalName is "p" or "blockquote" or "pre" or "figcaption"
            ? PageText.Of(element).Length
            : element.ChildNodes.OfType<IText>().Sum(t => PageText.Tidy(t.Data)?.Length ?? 0);
}
