using AngleSharp.Dom;

namespace Syndication.Ingest.Pages;

/// <summary>
/// Where structured data holds the whole text, it shows where the text on the page begins and ends: what stands
/// before and behind is not the article's.
/// </summary>
internal static class WrittenBody
{
    private const int ShortestLine = 20;

    public static void Cut(IElement body, IElement written)
    {
        var whole = PageText.Key(written.TextContent);
        var leaves = Blocks.Leaves(body);
        var told = leaves.ConvertAll(leaf => Holds(whole, leaf));
        var (first, last) = (told.IndexOf(true), told.LastIndexOf(true));
        // A summary, or another wording, shows nothing.
        if (first < 0 || Length(leaves.Where((_, i) => told[i])) * 10 < Length(leaves) * 7)
            return;
        for (var i = 0; i < leaves.Count; i++)
        {
            if ((i < first || i > last) && IsText(leaves[i]))
                Blocks.Remove(leaves[i], body);
        }
    }

    private static bool Holds(string whole, IElement leaf) =>
        PageText.Key(leaf.TextContent) is { Length: >= ShortestLine } key
        && whole.Contains(key, StringComparison.Ordinal);

    // The source line is told apart later; pictures are not written into text.
    private static bool IsText(IElement leaf) =>
        leaf.LocalName != "figure"
        && leaf.QuerySelector("img, iframe, video, audio, picture, table") is null
        && !SourceLine.IsSource(PageText.Of(leaf));

    private static int Length(IEnumerable<IElement> leaves) => leaves.Sum(l => PageText.Of(l).Length);
}
