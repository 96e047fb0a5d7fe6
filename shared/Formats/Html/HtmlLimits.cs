namespace Syndication.Formats.Html;

/// <summary>Looks at HTML before a parser does, whose cost grows faster than the text.</summary>
internal static class HtmlLimits
{
    /// <summary>Characters: 1 Mi.</summary>
    public const int Characters = 1024 * 1024;

    /// <summary>Tags, ends included: a long live blog has some 5,000.</summary>
    public const int Tags = 20_000;

    /// <summary>Elements within elements.</summary>
    public const int Depth = 512;

    /// <summary>Attributes in the whole document, counted by their equals signs.</summary>
    public const int Attributes = 100_000;

    /// <summary>Elements that a parser repeats because their end tag is missing.</summary>
    public const int Clones = 20_000;

    /// <summary>Refuses what is too much; one pass over the text. How many tags there are at most.</summary>
    /// <exception cref="HtmlTooComplexException">Over one of the limits.</exception>
    public static int Check(ReadOnlySpan<char> html)
    {
        CheckOutput(html.Length);
        var tags = html.Count('<');
        tags = tags > Tags ? CountTags(html) : tags;
        CheckTags(tags);

        if (html.Count('=') > Attributes)
        {
            throw new HtmlTooComplexException($"The HTML has more than {Attributes} attributes.");
        }

        if (TokenizerHazard.IsIn(html))
        {
            throw new HtmlTooComplexException(
                $"The HTML has too many broken tags, comments, fields or preformatted texts."
            );
        }

        return tags;
    }

    /// <summary>Refuses text that is too long.</summary>
    public static void CheckOutput(int characters)
    {
        if (characters > Characters)
        {
            throw new HtmlTooComplexException($"The HTML has more than {Characters} characters.");
        }
    }

    /// <summary>Refuses too many tags, ends included: also those that an author left out and a parser adds.</summary>
    public static void CheckTags(int tags)
    {
        if (tags > Tags)
        {
            throw new HtmlTooComplexException($"The HTML has more than {Tags} tags.");
        }
    }

    /// <summary>Refuses what the parser found to be nested too deeply.</summary>
    public static void CheckDepth(int depth)
    {
        if (depth > Depth)
        {
            throw new HtmlTooComplexException($"The HTML is nested over {Depth} levels.");
        }
    }

    /// <summary>Refuses preformatted texts within each other.</summary>
    public static void CheckRow(int preformatted)
    {
        if (preformatted > TokenizerHazard.MostInARow)
        {
            throw new HtmlTooComplexException(
                $"The HTML has over {TokenizerHazard.MostInARow} preformatted texts in each other."
            );
        }
    }

    /// <summary>Refuses what makes the parser repeat itself.</summary>
    public static void CheckClones(int clones)
    {
        if (clones > Clones)
        {
            throw new HtmlTooComplexException($"Unclosed tags in the HTML make more than {Clones} elements.");
        }
    }

    private static int CountTags(ReadOnlySpan<char> html)
    {
        var count = 0;
        for (var next = html.IndexOf('<'); next >= 0; next = html.IndexOf('<'))
        {
            html = html[(next + 1)..];
            count += html is [var c, ..] && (char.IsAsciiLetter(c) || c is '/' or '!' or '?') ? 1 : 0;
        }

        return count;
    }
}
