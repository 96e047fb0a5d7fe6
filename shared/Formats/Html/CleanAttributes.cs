using AngleSharp.Dom;
using Syndication.Formats.Documents;

namespace Syndication.Formats.Html;

/// <summary>The attributes that an element keeps; all others go.</summary>
internal static class CleanAttributes
{
    public static void Write(IElement element, string name, string? href, HtmlOutput output)
    {
        output.Attribute("lang", Language(element));
        output.Attribute("dir", Direction(element));
        switch (name)
        {
            case "a":
                output.Attribute("href", href);
                output.Attribute("title", element.GetAttribute("title"));
                output.Attribute("rel", Relation(element.GetAttribute("rel")));
                break;
            case "abbr" or "dfn":
                output.Attribute("title", element.GetAttribute("title"));
                break;
            case "time" or "del" or "ins":
                output.Attribute("datetime", element.GetAttribute("datetime"));
                break;
            case "td" or "th" or "col" or "colgroup":
                output.Attribute("colspan", Pictures.Size(element.GetAttribute("colspan")));
                output.Attribute("rowspan", Pictures.Size(element.GetAttribute("rowspan")));
                output.Attribute("span", Pictures.Size(element.GetAttribute("span")));
                break;
            case "ol" or "li":
                output.Attribute("start", Pictures.Number(element.GetAttribute("start")));
                output.Attribute("value", Pictures.Number(element.GetAttribute("value")));
                output.Attribute("type", Numbering(element.GetAttribute("type")));
                break;
        }
    }

    public static string? Language(IElement element) => LanguageTag.Of(element.GetAttribute("lang"));

    public static string? Direction(IElement element) =>
        element.GetAttribute("dir")?.ToLowerInvariant() is "ltr" or "rtl" or "auto"
            ? element.GetAttribute("dir")!.ToLowerInvariant()
            : null;

    // What a link says of its target's worth stays; what it says of windows goes, and with it target.
    private static string? Relation(string? rel)
    {
        if (string.IsNullOrEmpty(rel))
        {
            return null;
        }

        var words = rel.ToLowerInvariant();
        string[] known = ["nofollow", "sponsored", "ugc"];
        var kept = string.Join(' ', known.Where(word => HasWord(words, word)));
        return kept.Length > 0 ? kept : null;
    }

    private static bool HasWord(ReadOnlySpan<char> text, ReadOnlySpan<char> word)
    {
        foreach (var range in text.SplitAny(" \t\n\r\f"))
        {
            if (text[range].SequenceEqual(word))
            {
                return true;
            }
        }

        return false;
    }

    private static string? Numbering(string? type) => type is "1" or "a" or "A" or "i" or "I" ? type : null;
}
