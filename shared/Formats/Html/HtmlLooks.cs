using System.Collections.Frozen;

namespace Syndication.Formats.Html;

/// <summary>Tells HTML from text that merely contains its characters.</summary>
internal static class HtmlLooks
{
    private static readonly FrozenSet<string> Elements = FrozenSet.Create(
        StringComparer.OrdinalIgnoreCase,
        (
            "a abbr acronym address applet area article aside audio b base basefont bdi bdo big blink blockquote body "
            + "br button canvas caption center cite code col colgroup data datalist dd del details dfn dialog dir div "
            + "dl dt em embed fieldset figcaption figure font footer form frame frameset h1 h2 h3 h4 h5 h6 head header "
            + "hr html i iframe img input ins kbd label legend li link main map mark marquee math menu meta meter nav "
            + "nobr noembed noframes noscript object ol optgroup option output p param picture plaintext pre progress "
            + "q rb rp rt rtc ruby s samp script section select slot small source span strike strong style sub summary "
            + "sup svg table tbody td template textarea tfoot th thead time title tr track tt u ul var video wbr xmp"
        ).Split(' ')
    );

    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> Known =
        Elements.GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>
    /// Whether there is a reference or a tag that HTML knows. A text whose tags are all unknown speaks about them.
    /// </summary>
    public static bool IsHtml(ReadOnlySpan<char> text)
    {
        var next = text.IndexOfAny('<', '&');
        var isHtml = false;
        for (; next >= 0 && !isHtml; next = text.IndexOfAny('<', '&'))
        {
            text = text[next..];
            isHtml = text[0] == '&' ? BeginsReference(text) : BeginsElement(text[1..]);
            text = text[1..];
        }

        return isHtml;
    }

    // A name without its semicolon is part of an address: "?a=1&copy=2".
    private static bool BeginsReference(ReadOnlySpan<char> text)
    {
        var length = HtmlEntity.Read(text, out _);
        return length > 1 && (text[1] == '#' || text[length - 1] == ';');
    }

    private static bool BeginsElement(ReadOnlySpan<char> text)
    {
        if (text.StartsWith("!--"))
        {
            return true;
        }

        text = text is ['/', ..] ? text[1..] : text;
        var length = 0;
        while (length < text.Length && char.IsAsciiLetterOrDigit(text[length]))
        {
            length++;
        }

        return length > 0 && Known.Contains(text[..length]);
    }
}
