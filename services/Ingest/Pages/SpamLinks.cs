using System.Text.RegularExpressions;
using AngleSharp.Dom;

namespace Syndication.Ingest.Pages;

/// <summary>Removes injected links to gambling and the like; a story about gambling keeps its own words and links.</summary>
internal static partial class SpamLinks
{
    private const int FewWords = 2;
    private const int LongestBlock = 4000;

    public static void Remove(IElement body, string? pageUrl, string? title)
    {
        if (!IsSpam(title ?? ""))
            RemoveBlocks(body, pageUrl);
        var verdicts = new Dictionary<IElement, bool>();
        foreach (var link in body.QuerySelectorAll("a[href]").ToList())
        {
            if (link.ParentElement is null || !LeadsAway(link, pageUrl))
                continue;
            var named = IsSpam(link.TextContent) || ShowsSpam(link);
            if (!named && !IsSpam(link.GetAttribute("href")!))
                continue;
            var block = Blocks.Around(link, body);
            if (block is not null && IsMostlyLinks(block, verdicts))
                block.Remove();
            else if (named)
                link.Remove();
            else
                link.Replace([.. link.ChildNodes]);
        }
    }

    // Whole paragraphs are injected too: they repeat the words, and link to where those are sold.
    private static void RemoveBlocks(IElement body, string? pageUrl)
    {
        foreach (var leaf in Blocks.Leaves(body))
        {
            var links = leaf.QuerySelectorAll("a[href]").Where(a => LeadsAway(a, pageUrl)).ToList();
            var sells = links.Exists(a => IsSpam(a.TextContent) || IsSpam(a.GetAttribute("href")!));
            var text = PageText.Of(leaf);
            if (sells && text.Length < LongestBlock && Words().Count(text) > FewWords)
                Blocks.Remove(leaf, body);
        }
    }

    // A banner has no words but its picture's.
    private static bool ShowsSpam(IElement link) =>
        link.QuerySelectorAll("img")
            .Any(i => IsSpam(i.GetAttribute("alt") ?? "") || IsSpam(i.GetAttribute("src") ?? ""));

    private static bool LeadsAway(IElement link, string? pageUrl) =>
        PageUrl.Host(link.GetAttribute("href")) is not null
        && !PageUrl.SameHost(link.GetAttribute("href"), pageUrl);

    /// <summary>True for words of what is sold by injected links.</summary>
    public static bool IsSpam(string text) => Words().IsMatch(text.AsSpan(0, Math.Min(text.Length, 500)));

    // Once for each block, as it was found: the share falls with every link that goes.
    private static bool IsMostlyLinks(IElement block, Dictionary<IElement, bool> verdicts)
    {
        if (!verdicts.TryGetValue(block, out var mostly))
            verdicts[block] = mostly = Blocks.LinkShare(block) >= 0.5;
        return mostly;
    }

    [GeneratedRegex(
        """
            (cass?ino|(?<![a-z])slots?(?![a-z])|slot-?gacor|gacor|togel|sbobet|baccarat|roulette|jackpot|poker|
            (?<![a-z])bet(ting|s)?(?![a-z])|\d{1,2}xbet|bet365|mostbet|melbet|betwinner|pin-?up|
            viagra|cialis|payday-?loan|(?<![a-z])porn|(?<![a-z])xxx(?![a-z]))
            """,
        RegexOptions.IgnoreCase
            | RegexOptions.CultureInvariant
            | RegexOptions.ExplicitCapture
            | RegexOptions.IgnorePatternWhitespace,
        matchTimeoutMilliseconds: 10_000
    )]
    private static partial Regex Words();
}
