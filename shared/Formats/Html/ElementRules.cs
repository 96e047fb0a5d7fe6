using System.Collections.Frozen;

namespace Syndication.Formats.Html;

/// <summary>What becomes of each element; one that is not named here loses its tags and keeps its contents.</summary>
internal static class ElementRules
{
    private const string Kept =
        "a abbr address b blockquote br caption cite code col colgroup dd del details dfn div dl dt em figcaption "
        + "figure h1 h2 h3 h4 h5 h6 hr i ins kbd li mark ol p pre q rp rt ruby s samp small span strong sub summary "
        + "sup table tbody td tfoot th thead time tr u ul var img iframe video audio";

    // Blocks whose name says nothing to a feed's reader.
    private const string Blocks =
        "article aside center dir fieldset footer form header hgroup main nav section";

    private const string Gone =
        "applet base basefont bgsound button canvas command datalist embed frame frameset head input keygen link "
        + "math meta meter noembed noframes noscript object optgroup option output param plaintext progress script "
        + "select source style svg template textarea title track xmp";

    private static readonly FrozenDictionary<string, Rule> Rules = Table();

    private static readonly FrozenSet<string> ClosingParagraphs = Set(
        "address blockquote details dl div figcaption figure h1 h2 h3 h4 h5 h6 hr ol p pre summary table ul"
    );

    // A parser moves and adds elements here.
    private static readonly FrozenSet<string> Delicate = Set(
        "caption col colgroup rp rt ruby table tbody td tfoot th thead tr"
    );

    private static readonly FrozenSet<string> Headings = Set("h1 h2 h3 h4 h5 h6");

    internal enum Rule
    {
        Unwrap,
        Keep,
        Block,
        Drop,
    }

    public static Rule For(string name) => Rules.GetValueOrDefault(name);

    public static bool IsVoid(string name) => name is "br" or "hr" or "img" or "col";

    public static bool ClosesParagraph(string name) => ClosingParagraphs.Contains(name);

    /// <summary>Whether a parser might put an element elsewhere than it is written.</summary>
    public static bool MayMove(string name, string? parent, bool inParagraph, bool inLink) =>
        (inParagraph && ClosesParagraph(name))
        || (inLink && name == "a")
        || Delicate.Contains(name)
        || (name == "li" && parent is not ("ul" or "ol"))
        || (name is "dt" or "dd" && parent is not "dl")
        || (parent is not null && Headings.Contains(name) && Headings.Contains(parent));

    private static FrozenSet<string> Set(string names) =>
        names.Split(' ').ToFrozenSet(StringComparer.Ordinal);

    private static FrozenDictionary<string, Rule> Table()
    {
        var rules = new Dictionary<string, Rule>(StringComparer.Ordinal);
        foreach (var (names, rule) in new[] { (Kept, Rule.Keep), (Blocks, Rule.Block), (Gone, Rule.Drop) })
        {
            foreach (var name in names.Split(' '))
            {
                rules.Add(name, rule);
            }
        }

        return rules.ToFrozenDictionary(StringComparer.Ordinal);
    }
}
