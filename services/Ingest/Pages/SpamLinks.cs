using System.Text.RegularExpressions;
using AngleSharp.Dom;

namespace Syndication.Ingest.Pages;

/// <summary>Removes injected links to gambling and the like; a story about gambling keeps its own words and links.</summary>
internal static partial class SpamLinks
{
    public static void Remove(IElement body, string? pageUrl)
    {
        var verdicts = new Dictionary<IElement, bool>();
        foreach (var link in body.QuerySelectorAll("a[href]").ToList())
        {
            if (link.ParentElement is null || !LeadsAway(link, pageUrl))
                continue;
            var named = IsSpam(link.TextContent);
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

    private static bool LeadsAway(IElement link, string? pageUrl) =>
        PageUrl.Host(link.GetAttribute("href")) is not null
        && !PageUrl.SameHost(link.GetAttribute("href"), pageUrl);

    private static bool IsSpam(string text) => Words().IsMatch(text.AsSpan(0, Math.Min(text.Length, 500)));

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
        matchTimeoutMilliseconds: 200
    )]
    private static partial Regex Words();
}
