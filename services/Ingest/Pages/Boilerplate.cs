using System.Collections.Frozen;
using AngleSharp.Dom;

namespace Syndication.Ingest.Pages;

/// <summary>Tells what stands around articles from what belongs to them, by element and class.</summary>
internal static class Boilerplate
{
    private static readonly FrozenSet<string> Elements = Set(
        "nav aside footer form button input select textarea script style noscript template dialog"
    );

    // A word of a class or id, between hyphens and underscores.
    private static readonly FrozenSet<string> Words = Set(
        "related relatedposts recommended recommendation recommend share sharing shares sharedaddy social addtoany "
            + "addthis comment comments respond disqus ad ads advert adverts advertisement adsbygoogle banner sponsor "
            + "sponsored promo newsletter subscribe subscription breadcrumb breadcrumbs nav navigation menu pagination "
            + "pager popular trending mostread outbrain taboola toolbar tagcloud readmore"
    );

    private static readonly FrozenSet<string> Whole = Set(
        "sidebar site-sidebar main-sidebar sidebar-primary primary-sidebar sidebar-widget sidebar-inner "
            + "widget widget-area post-tags tags-links cat-links entry-meta post-meta entry-footer author-box author-bio "
            + "about-author most-read also-read read-more latest-news wp-block-latest-posts screen-reader-text"
    );

    // What AMP puts around articles; its pictures and players are content.
    private static readonly FrozenSet<string> Amp = Set(
        "amp-ad amp-sticky-ad amp-auto-ads amp-embed amp-social-share amp-analytics amp-pixel amp-sidebar amp-list "
            + "amp-consent amp-user-notification amp-form amp-next-page amp-lightbox amp-state"
    );

    public static bool Is(IElement element) =>
        !MainColumn.Is(element)
        && (
            Elements.Contains(element.LocalName)
            || Amp.Contains(element.LocalName)
            || Named(element.ClassName)
            || Named(element.Id)
        );

    /// <summary>True when it, or something it stands in below <paramref name="root"/>, is boilerplate.</summary>
    public static bool Surrounds(IElement element, IElement? root)
    {
        for (var at = element; at is not null && at != root && at.LocalName is not ("body" or "html"); )
        {
            if (Is(at))
                return true;
            at = at.ParentElement;
        }
        return false;
    }

    /// <summary>Removes it from a body, unless it would take most of the body along.</summary>
    public static void Remove(IElement body)
    {
        var all = body.TextContent.Length;
        foreach (var element in body.QuerySelectorAll("*").Where(Is).ToList())
        {
            if (
                element.LocalName is "script" or "style" or "noscript" or "template"
                || element.TextContent.Length * 2 <= all
            )
                element.Remove();
        }
    }

    private static bool Named(string? names) =>
        names is { Length: > 0 and < 1000 }
        && names
            .ToLowerInvariant()
            .Split([' ', '\t', '\n'], StringSplitOptions.RemoveEmptyEntries)
            .Any(name =>
                Whole.Contains(name) || (!TellsLayout(name) && name.Split('-', '_').Any(Words.Contains))
            );

    // "has-ads" and "no-comments" stand on what is around everything.
    private static bool TellsLayout(string name) =>
        name.StartsWith("has-", StringComparison.Ordinal)
        || name.StartsWith("no-", StringComparison.Ordinal)
        || name.StartsWith("with-", StringComparison.Ordinal);

    private static FrozenSet<string> Set(string words) =>
        words.Split(' ').ToFrozenSet(StringComparer.Ordinal);
}
