namespace Syndication.Formats.Reading.Loose;

/// <summary>A document type declaration, which is passed over.</summary>
internal static class DocumentType
{
    /// <summary>Characters of the declaration that the text begins with, its inner subset included.</summary>
    public static int Length(ReadOnlySpan<char> text)
    {
        var isInner = false;
        for (var at = 0; at < text.Length; at++)
        {
            switch (text[at])
            {
                case '"' or '\'':
                    var close = text[(at + 1)..].IndexOf(text[at]);
                    at += close < 0 ? 0 : close + 1;
                    break;
                case '[':
                    isInner = true;
                    break;
                case ']':
                    isInner = false;
                    break;
                case '>' when !isInner:
                    return at + 1;
            }
        }

        // Never closed: what stands in it up to the first end of a tag is lost.
        return text.IndexOf('>') is >= 0 and var end ? end + 1 : text.Length;
    }
}
