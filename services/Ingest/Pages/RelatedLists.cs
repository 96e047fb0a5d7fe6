using System.Text.RegularExpressions;
using AngleSharp.Dom;

namespace Syndication.Ingest.Pages;

/// <summary>Removes lists of other articles: their headings, and the entries that follow.</summary>
internal static partial class RelatedLists
{
    private const int LongestHeading = 60;
    private const int LongestEntry = 160;
    private const int FewNodes = 9;
    private const double MostlyLinks = 0.8;
    private const double ManyLinks = 0.6;

    public static void Remove(IElement body)
    {
        foreach (var leaf in Blocks.Leaves(body))
        {
            if (!body.Contains(leaf))
                continue;
            var text = PageText.Of(leaf);
            if (IsBoxOfLinks(text, leaf) || IsCard(leaf))
                Blocks.Remove(leaf, body);
            else if (IsInline(text, leaf))
                RemoveWith(leaf, body, e => Blocks.LinkShare(e) >= MostlyLinks);
            else if (IsHeading(text, leaf) && HasEntries(Climb(leaf, body)))
                RemoveWith(leaf, body, IsEntry);
        }
        foreach (var list in body.QuerySelectorAll("ul, ol").Where(IsListOfTitles).ToList())
            RemoveWithHeading(list, body);
    }

    // A heading in the list's own box has nothing left to stand above.
    private static void RemoveWithHeading(IElement list, IElement body)
    {
        var isLast = list.ParentElement != body && list.NextElementSibling is null;
        var heading = list.PreviousElementSibling;
        Blocks.Remove(list, body);
        if (
            isLast
            && heading is not null
            && body.Contains(heading)
            && PageText.Of(heading) is { Length: <= LongestHeading } text
            && !PageText.EndsAsSentence(text)
        )
            Blocks.Remove(heading, body);
    }

    private static void RemoveWith(IElement leaf, IElement body, Func<IElement, bool> goesToo)
    {
        var heading = Climb(leaf, body);
        while (heading.NextElementSibling is { } next && (goesToo(next) || Blocks.IsEmpty(next)))
            next.Remove();
        Blocks.Remove(heading, body);
    }

    // A heading is often alone in boxes of its own.
    private static IElement Climb(IElement leaf, IElement body)
    {
        var text = PageText.Of(leaf);
        var at = leaf;
        while (
            at.ParentElement is { ChildNodes.Length: <= FewNodes } parent
            && parent != body
            && PageText.Of(parent) == text
        )
            at = parent;
        return at;
    }

    // A frame around a link, without any picture.
    private static bool IsCard(IElement leaf) =>
        leaf.LocalName == "figure"
        && Blocks.LinkShare(leaf) >= MostlyLinks
        && leaf.QuerySelector("img, iframe, video, audio, object, embed, picture, table, pre") is null;

    // Links, and a few words above or between them.
    private static bool IsBoxOfLinks(string text, IElement leaf) =>
        leaf.LocalName != "figure"
        && !PageText.EndsAsSentence(text)
        && leaf.QuerySelectorAll("a").Length >= 2
        && leaf.QuerySelector("img") is null
        && Blocks.LinkShare(leaf) >= ManyLinks
        && !SourceLine.IsSource(text);

    private static bool IsInline(string text, IElement leaf) =>
        text.Length <= LongestEntry * 2
        && Inline().IsMatch(text)
        && (leaf.QuerySelector("a") is not null || text.Length <= LongestHeading / 2);

    private static bool IsHeading(string text, IElement leaf) =>
        text.Length <= LongestHeading
        && Heading().IsMatch(text)
        && (leaf.LocalName is ['h', >= '1' and <= '6'] || !PageText.EndsAsSentence(text));

    private static bool HasEntries(IElement heading) =>
        heading.NextElementSibling is not { } next || IsEntry(next) || Blocks.IsEmpty(next);

    private static bool IsEntry(IElement block)
    {
        var text = PageText.Of(block);
        return Blocks.LinkShare(block) >= MostlyLinks
            || (text.Length <= LongestEntry * 2 && BeginsWithTitle(block))
            || (text.Length <= LongestEntry && !PageText.EndsAsSentence(text) && !SourceLine.IsSource(text))
            || Blocks.Leaves(block) is { Count: > 1 } entries
                && entries.TrueForAll(e =>
                    PageText.Of(e).Length <= LongestEntry && !PageText.EndsAsSentence(PageText.Of(e))
                );
    }

    // A title that is a link, and a summary below it.
    private static bool BeginsWithTitle(IElement block) =>
        block.LocalName is "div" or "li" or "article" or "section"
        && block.Children.FirstOrDefault(c => PageText.Of(c).Length > 0) is { } first
        && PageText.Of(first).Length is >= LongestHeading / 4 and var length
        && length < PageText.Of(block).Length
        && Blocks.LinkShare(first) + (first.LocalName == "a" ? 1 : 0) >= MostlyLinks;

    private static bool IsListOfTitles(IElement list) =>
        list.Children.Length >= 2
        && list.Children.All(i =>
            Blocks.LinkShare(i) >= MostlyLinks && PageText.Of(i).Length >= LongestHeading / 3
        );

    [GeneratedRegex(
        "^(আরও|আরো)\\s+(পড়ুন|পড়ুন|দেখুন)|^(read more|also read|read also|see also|must read)\\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 10_000
    )]
    private static partial Regex Inline();

    [GeneratedRegex(
        "^(সর্বশেষ|আপনার জন্য|সর্বাধিক|জনপ্রিয়|জনপ্রিয়|এ বিভাগের|এই বিভাগের|এই ক্যাটাগরির|সম্পর্কিত|আরও\\s|আরো\\s|পাঠকপ্রিয়|"
            + "most read|most popular|most viewed|related|recommended|you may|you might|more from|more on|more stories|"
            + "read next|key events|latest|trending)",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 10_000
    )]
    private static partial Regex Heading();
}
