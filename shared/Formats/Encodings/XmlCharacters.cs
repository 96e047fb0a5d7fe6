using System.Buffers;

namespace Syndication.Formats.Encodings;

/// <summary>What XML 1.0 §2.2 lets into a document; one forbidden character kills a whole feed.</summary>
internal static class XmlCharacters
{
    /// <summary>The controls that XML 1.0 forbids: all of C0 but tab, line feed and carriage return.</summary>
    public const string ForbiddenControls =
        "\0\u0001\u0002\u0003\u0004\u0005\u0006\u0007\b\v\f\u000e\u000f\u0010\u0011\u0012\u0013"
        + "\u0014\u0015\u0016\u0017\u0018\u0019\u001a\u001b\u001c\u001d\u001e\u001f";

    private static readonly SearchValues<char> Controls = SearchValues.Create(ForbiddenControls);

    /// <summary>Drops what XML forbids, lone surrogates too; the same string when there is nothing to drop.</summary>
    public static string Keep(string text) => IsClean(text) ? text : Filter(text);

    /// <summary>Whether the character at <paramref name="index"/> is half of nothing.</summary>
    public static bool IsLoneSurrogate(ReadOnlySpan<char> text, int index)
    {
        if (char.IsHighSurrogate(text[index]))
        {
            return index + 1 == text.Length || !char.IsLowSurrogate(text[index + 1]);
        }

        return char.IsLowSurrogate(text[index]) && (index == 0 || !char.IsHighSurrogate(text[index - 1]));
    }

    private static bool IsClean(ReadOnlySpan<char> text)
    {
        if (text.ContainsAny(Controls) || text.ContainsAny('\uFFFE', '\uFFFF'))
        {
            return false;
        }

        var from = text.IndexOfAnyInRange('\uD800', '\uDFFF');
        for (var i = from; i >= 0 && i < text.Length; i++)
        {
            if (IsLoneSurrogate(text, i))
            {
                return false;
            }
        }

        return true;
    }

    private static string Filter(ReadOnlySpan<char> text)
    {
        var kept = new char[text.Length];
        var count = 0;
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (!Controls.Contains(c) && c is not ('\uFFFE' or '\uFFFF') && !IsLoneSurrogate(text, i))
            {
                kept[count++] = c;
            }
        }

        return new string(kept, 0, count);
    }
}
