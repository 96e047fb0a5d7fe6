namespace Syndication.Ingest.WebSub;

/// <summary>Reads <c>Link</c> headers (RFC 8288 §3), joined with commas or not; what is no link is passed over.</summary>
internal static class LinkHeader
{
    private const int Most = 50;

    public static List<HeaderLink> Parse(string? header)
    {
        var links = new List<HeaderLink>();
        var at = 0;
        while (header is not null && links.Count < Most && Next(header, ref at) is { } link)
        {
            if (link.Relations.Count > 0)
                links.Add(link);
        }
        return links;
    }

    private static HeaderLink? Next(string text, ref int at)
    {
        var open = text.IndexOf('<', at);
        var close = open < 0 ? -1 : text.IndexOf('>', open);
        if (close < 0)
            return null;
        at = close + 1;
        string? relations = null;
        var isAboutAnother = false;
        while (Parameter(text, ref at) is var (name, value))
        {
            // §3.3: the first one counts.
            if (name.Equals("rel", StringComparison.OrdinalIgnoreCase))
                relations ??= value;
            // §3.2: such a link is of another document than the one answered.
            isAboutAnother |= name.Equals("anchor", StringComparison.OrdinalIgnoreCase);
        }
        return new(
            text[(open + 1)..close].Trim(),
            isAboutAnother || relations is null
                ? []
                : relations.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)
        );
    }

    // Null at the comma that ends the link, and at the end.
    private static (string Name, string Value)? Parameter(string text, ref int at)
    {
        while (at < text.Length && text[at] is ' ' or '\t' or ';')
            at++;
        if (at >= text.Length || text[at] == ',')
            return null;
        var begin = at;
        while (at < text.Length && text[at] is not ('=' or ';' or ','))
            at++;
        var name = text[begin..at].Trim();
        if (at >= text.Length || text[at] != '=')
            return (name, "");
        at++;
        while (at < text.Length && text[at] is ' ' or '\t')
            at++;
        return (name, at < text.Length && text[at] == '"' ? Quoted(text, ref at) : Token(text, ref at));
    }

    private static string Token(string text, ref int at)
    {
        var begin = at;
        while (at < text.Length && text[at] is not (';' or ','))
            at++;
        return text[begin..at].Trim();
    }

    private static string Quoted(string text, ref int at)
    {
        var value = new System.Text.StringBuilder();
        for (at++; at < text.Length && text[at] != '"'; at++)
        {
            if (text[at] == '\\' && at + 1 < text.Length)
                at++;
            value.Append(text[at]);
        }
        at = Math.Min(at + 1, text.Length);
        return value.ToString();
    }
}
