using System.Collections.Frozen;

namespace Syndication.Formats.Html;

/// <summary>What becomes of each element; one that is not named here loses its tags and keeps its contents.</summary>
internal static class ElementRules
{
    private const string Kept =
        "a abbr address b bdi blockquote br caption cite code col colgroup dd del details dfn div dl dt em figcaption "
        + "figure h1 h2 h3 h4 h5 h6 hr i ins kbd li mark ol p pre q rp rt ruby s samp small span strong sub summary "
        + "sup table tbody td tfoot th thead time tr u ul var wbr";

    // What has rules of its own.
    private const string Special = "audio iframe img noscript picture video";

    // Blocks whose name says nothing to a feed's reader, and old names of others.
    private const string Renamed =
        "article:div aside:div center:div fieldset:div footer:div form:div header:div hgroup:div main:div nav:div "
        + "search:div section:div dir:ul menu:ul acronym:abbr strike:s tt:code listing:pre plaintext:pre xmp:pre";

    private const string Gone =
        "base basefont bgsound button command datalist dialog embed frame frameset head input keygen link "
        + "math meta noembed noframes optgroup option param script select source style svg template textarea title "
        + "track";

    private static readonly FrozenDictionary<string, Rule> Rules = Table();

    private static readonly FrozenSet<string> ClosingParagraphs = Set(
        "address blockquote details dl div figcaption figure h1 h2 h3 h4 h5 h6 hr ol p pre summary table ul"
    );

    // Round these a parser moves and adds elements: what stands where, and nothing else may.
    private static readonly FrozenDictionary<string, string[]> Places = new Dictionary<string, string[]>(
        StringComparer.Ordinal
    )
    {
        ["caption"] = ["table"],
        ["colgroup"] = ["table"],
        ["tbody"] = ["table"],
        ["thead"] = ["table"],
        ["tfoot"] = ["table"],
        ["col"] = ["colgroup"],
        ["tr"] = ["tbody", "thead", "tfoot"],
        ["td"] = ["tr"],
        ["th"] = ["tr"],
        ["rt"] = ["ruby"],
        ["rp"] = ["ruby"],
        ["li"] = ["ul", "ol"],
        ["dt"] = ["dl"],
        ["dd"] = ["dl"],
    }.ToFrozenDictionary(StringComparer.Ordinal);

    private static readonly FrozenSet<string> Frames = Set("table tbody thead tfoot tr colgroup");

    private static readonly FrozenSet<string> Headings = Set("h1 h2 h3 h4 h5 h6");

    internal enum Deed
    {
        Unwrap,
        Keep,
        Special,
        Drop,
    }

    /// <summary>The rule for an HTML element of this name.</summary>
    public static Rule For(string name) => Rules.GetValueOrDefault(name);

    /// <summary>
    /// The name to write an element with: an item without its list is a block, since parsers do not agree which other
    /// item it ends; null for a part of a table or a ruby that stands alone.
    /// </summary>
    public static string? Placed(string name, string? parent)
    {
        if (
            !Places.TryGetValue(name, out var parents)
            || (parent is not null && parents.AsSpan().Contains(parent))
        )
        {
            return name;
        }

        return name is "li" or "dt" or "dd" ? "div" : null;
    }

    /// <summary>Whether a parser might put an element, which has its place, elsewhere than it is written.</summary>
    public static bool MayMove(string name, string? parent, bool inParagraph, bool inLink) =>
        (inParagraph && ClosingParagraphs.Contains(name))
        || (inLink && name == "a")
        || (IsFrame(parent) && !Places.ContainsKey(name))
        || (parent is not null && Headings.Contains(name) && Headings.Contains(parent));

    /// <summary>Whether it holds nothing but certain elements, and other things are moved out.</summary>
    public static bool IsFrame(string? parent) => parent is not null && Frames.Contains(parent);

    private static FrozenSet<string> Set(string names) =>
        names.Split(' ').ToFrozenSet(StringComparer.Ordinal);

    private static FrozenDictionary<string, Rule> Table()
    {
        var rules = new Dictionary<string, Rule>(StringComparer.Ordinal);
        foreach (var name in Kept.Split(' '))
        {
            var isVoid = name is "br" or "hr" or "col" or "wbr";
            rules.Add(name, new(Deed.Keep, name, isVoid));
        }

        foreach (var pair in Renamed.Split(' ').Select(p => p.Split(':')))
        {
            rules.Add(pair[0], rules[pair[1]]);
        }

        foreach (var (names, deed) in new[] { (Special, Deed.Special), (Gone, Deed.Drop) })
        {
            foreach (var name in names.Split(' '))
            {
                rules.Add(name, new(deed, name, IsVoid: false));
            }
        }

        return rules.ToFrozenDictionary(StringComparer.Ordinal);
    }

    /// <summary>What becomes of an element, and the name that it is written with.</summary>
    [System.Runtime.InteropServices.StructLayout(System.Runtime.InteropServices.LayoutKind.Auto)]
    internal readonly record struct Rule(Deed Deed, string Name, bool IsVoid);
}
