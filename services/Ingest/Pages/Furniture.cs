using System.Text.RegularExpressions;
using AngleSharp.Dom;

namespace Syndication.Ingest.Pages;

/// <summary>
/// Removes what sites set between and behind an article's paragraphs, told by its words and its make: labels of
/// advertisements, forms with the prose around them, calls to share, print, follow or subscribe.
/// </summary>
internal static partial class Furniture
{
    private const int LongestBox = 400;
    private const int LongestCall = 200;
    private const double MostlyLinks = 0.8;

    /// <summary>A form's own box says what the form is for; it goes along.</summary>
    public static void RemoveForms(IElement body)
    {
        var all = PageText.Of(body).Length;
        var last = (IElement?)null;
        foreach (var form in body.QuerySelectorAll("form, amp-form").ToList())
        {
            if (MainColumn.Is(form) || last?.Contains(form) == true)
                continue;
            var box = form;
            while (box.ParentElement is { } parent && parent != body && IsSmall(parent, all))
                box = parent;
            if (!IsSmall(box, all))
                continue;
            box.Remove();
            last = box;
        }
    }

    public static void RemoveLines(IElement body)
    {
        foreach (var leaf in Blocks.Leaves(body))
        {
            if (!body.Contains(leaf) || leaf.LocalName == "figure")
                continue;
            var text = PageText.Of(leaf);
            if (text.Length is 0 or > LongestCall)
                continue;
            if (Label().IsMatch(text))
                Box(leaf, body, text).Remove();
            else if (Call().IsMatch(text))
                Blocks.Remove(leaf, body);
        }
    }

    /// <summary>Links in a row behind the last paragraph lead elsewhere.</summary>
    public static void RemoveLastLinks(IElement body)
    {
        for (
            var last = Blocks.Leaves(body).FindLast(b => b.LocalName == "figure" || !Blocks.IsEmpty(b));
            last is { LocalName: not "figure" } && (IsLinks(last) || IsInvitation(last));
            last = Blocks.Leaves(body).FindLast(b => b.LocalName == "figure" || !Blocks.IsEmpty(b))
        )
            Blocks.Remove(last, body);
    }

    private static bool IsSmall(IElement box, int all)
    {
        var length = PageText.Of(box).Length;
        return length <= LongestBox && length * 4 <= all;
    }

    private static bool IsLinks(IElement block)
    {
        var text = PageText.Of(block);
        return text.Length > 0
            && !PageText.EndsAsSentence(text)
            && !SourceLine.IsSource(text)
            && Blocks.LinkShare(block) >= MostlyLinks
            && block.QuerySelector("img, iframe, video, audio") is null;
    }

    // Short, and its link says what to do.
    private static bool IsInvitation(IElement block) =>
        PageText.Of(block).Length <= LongestCall
        && block.QuerySelectorAll("a[href]").Any(a => Invitation().IsMatch(PageText.Of(a)));

    // With the frame of the advertisement that it labels.
    private static IElement Box(IElement leaf, IElement body, string text)
    {
        var at = leaf;
        while (at.ParentElement is { } parent && parent != body && PageText.Of(parent) == text)
            at = parent;
        return at;
    }

    [GeneratedRegex(
        @"^[-–—\s:.\[(]*(বিজ্ঞাপন|advertisements?|sponsored( content)?|প্রিন্ট( করুন)?|print( this)?( (article|page|story))?|"
            + @"শেয়ার( করুন)?|share( this)?( (article|page|story))?|back to top|loading(\.\.\.|…)?)[-–—\s:.\])]*$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 10_000
    )]
    private static partial Regex Label();

    [GeneratedRegex(
        "^(become a member|subscribe|sign up|support (us|our)|donate|join (us|our)|follow us|write to us|contact us|"
            + "click here|get in touch|সাবস্ক্রাইব|এখানে ক্লিক|ক্লিক করুন|যোগ দিন|আমাদের সঙ্গে)",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 10_000
    )]
    private static partial Regex Invitation();

    // What a reader is asked to do, in one line.
    [GeneratedRegex(
        "(গুগল নিউজ|ইউটিউব|ফেসবুক|টেলিগ্রাম|হোয়াটসঅ্যাপ).{0,60}(ফলো|অনুসরণ|সাবস্ক্রাইব|যুক্ত হ|যোগ দিন)|"
            + @"^(click here to )?(follow|join|like) us on\b|^subscribe to our\b|^sign up (for|to) (our|the)\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 10_000
    )]
    private static partial Regex Call();
}
