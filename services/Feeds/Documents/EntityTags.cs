using Microsoft.Extensions.Primitives;

namespace Syndication.Feeds.Documents;

/// <summary>
/// The tags of an <c>If-None-Match</c> or <c>If-Match</c>; what is none is passed over. Nothing here allocates but
/// <see cref="All"/>.
/// </summary>
internal static class EntityTags
{
    /// <summary>True where a list names the tag, be it as a weak one (RFC 9110 §13.1.2), or asks for any.</summary>
    public static bool Has(StringValues lists, string tag) => Has(lists, tag, weakToo: true);

    /// <summary>True where a list names the tag as a strong one (RFC 9110 §13.1.1), or asks for any.</summary>
    public static bool HasStrong(StringValues lists, string tag) => Has(lists, tag, weakToo: false);

    private static bool Has(StringValues lists, string tag, bool weakToo)
    {
        if (lists.Count == 1 && lists[0].AsSpan().Trim(" \t") is "*")
            return true;
        for (var i = 0; i < lists.Count; i++)
        {
            var rest = lists[i].AsSpan();
            while (Next(ref rest, out var isWeak) is { IsEmpty: false } next)
                if (next.SequenceEqual(tag) && (weakToo || !isWeak))
                    return true;
        }
        return false;
    }

    /// <summary>Each tag with its quotes, without a sign of weakness.</summary>
    public static List<string> All(StringValues lists)
    {
        var all = new List<string>();
        foreach (var list in lists)
        {
            var rest = list.AsSpan();
            while (Next(ref rest, out _) is { IsEmpty: false } next)
                all.Add(next.ToString());
        }
        return all;
    }

    /// <summary>The next tag; empty where none is left.</summary>
    private static ReadOnlySpan<char> Next(ref ReadOnlySpan<char> rest, out bool isWeak)
    {
        isWeak = false;
        while (!rest.IsEmpty)
        {
            rest = rest.TrimStart(", \t");
            isWeak = rest.StartsWith("W/");
            var tag = isWeak ? rest[2..] : rest;
            var length = tag is ['"', ..] ? tag[1..].IndexOf('"') + 2 : 0;
            rest = length > 1 ? tag[length..] : tag;
            // A comma within a tag is the tag's own; one after it ends the element, whatever else stands there.
            var end = rest.IndexOf(',');
            var isAlone = (end < 0 ? rest : rest[..end]).Trim(" \t").IsEmpty;
            rest = end < 0 ? [] : rest[end..];
            if (length > 1 && isAlone)
                return tag[..length];
        }
        return [];
    }
}
