namespace Syndication.Formats.Html;

/// <summary>Where a tag ends (HTML §13.2.5.8 and §13.2.5.32 ff.).</summary>
internal static class HtmlTag
{
    private enum In
    {
        Name,
        Gap,
        Attribute,
        AfterEquals,
        Value,
    }

    /// <summary>Characters of the tag that the text begins with, to the text's end where it is never closed.</summary>
    public static int Length(ReadOnlySpan<char> text)
    {
        var state = In.Name;
        for (var i = 1; i < text.Length; i++)
        {
            var c = text[i];
            if (c == '>')
            {
                return i + 1;
            }

            if (state == In.AfterEquals && c is '"' or '\'')
            {
                var close = text[(i + 1)..].IndexOf(c);
                if (close < 0)
                {
                    return text.Length;
                }

                i += close + 1;
                state = In.Gap;
                continue;
            }

            state = Next(state, c, isFirst: i == 1);
        }

        return text.Length;
    }

    private static In Next(In state, char c, bool isFirst) =>
        (state, c) switch
        {
            (In.AfterEquals, ' ' or '\t' or '\n' or '\r' or '\f') => In.AfterEquals,
            (_, ' ' or '\t' or '\n' or '\r' or '\f') => state == In.Attribute ? In.Attribute : In.Gap,
            (In.AfterEquals or In.Value, _) => In.Value,
            (_, '/') => isFirst ? In.Name : In.Gap,
            // An equals sign where a name should be is the name's first character.
            (In.Attribute, '=') => In.AfterEquals,
            (In.Name, _) => In.Name,
            _ => In.Attribute,
        };
}
