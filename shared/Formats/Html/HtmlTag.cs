namespace Syndication.Formats.Html;

/// <summary>Where a tag ends.</summary>
internal static class HtmlTag
{
    /// <summary>Characters of the tag that the text begins with, to its end where it is never closed.</summary>
    public static int Length(ReadOnlySpan<char> text)
    {
        // A quote counts after an equals sign only.
        var afterEquals = false;
        for (var i = 1; i < text.Length; i++)
        {
            var c = text[i];
            if (c == '>')
            {
                return i + 1;
            }

            if (afterEquals && c is '"' or '\'')
            {
                var close = text[(i + 1)..].IndexOf(c);
                if (close < 0)
                {
                    return text.Length;
                }

                i += close + 1;
            }

            afterEquals = c == '=' || (afterEquals && char.IsWhiteSpace(c));
        }

        return text.Length;
    }
}
