using System.Text;
using Syndication.Formats.Html;

namespace Syndication.Formats.Encodings;

/// <summary>Characters that can only have come from a wrong charset, made what they were.</summary>
internal static class Mojibake
{
    /// <summary>
    /// C1 controls tell: a text of nothing beyond U+00FF whose numbers are valid UTF-8 was taken for Latin 1; else
    /// they are windows-1252 under Latin 1's name (HTML §13.2.5.80).
    /// </summary>
    public static string Mend(string text)
    {
        if (text.AsSpan().IndexOfAnyInRange('\u0080', '\u009f') < 0)
        {
            return text;
        }

        return FromLatin1(text)
            ?? string.Create(
                text.Length,
                text,
                static (characters, source) =>
                {
                    for (var i = 0; i < source.Length; i++)
                    {
                        characters[i] = HtmlEntity.FromWindows(source[i]);
                    }
                }
            );
    }

    private static string? FromLatin1(string text)
    {
        if (text.AsSpan().IndexOfAnyExceptInRange('\0', '\u00ff') >= 0)
        {
            return null;
        }

        try
        {
            return Charset.Utf8.GetString(Encoding.Latin1.GetBytes(text));
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }
}
