using System.Buffers;
using System.Text;

namespace Syndication.Formats.Html;

/// <summary>
/// Feeds are made of XML, and so have tags that close themselves; to an HTML parser they stay open, and
/// <c>&lt;iframe/&gt;</c> would swallow all that follows.
/// </summary>
internal static class SelfClosed
{
    private static readonly SearchValues<string> Swallowing = SearchValues.Create(
        [
            "<audio",
            "<iframe",
            "<noembed",
            "<noframes",
            "<script",
            "<select",
            "<style",
            "<template",
            "<textarea",
            "<title",
            "<video",
            "<xmp",
        ],
        StringComparison.OrdinalIgnoreCase
    );

    /// <summary>The same with an end tag behind each of them.</summary>
    public static string Close(string html)
    {
        var next = html.AsSpan().IndexOfAny(Swallowing);
        if (next < 0 || !html.Contains("/>", StringComparison.Ordinal))
        {
            return html;
        }

        var closed = new StringBuilder(html.Length + 64);
        var rest = html.AsSpan();
        for (; next >= 0; next = rest.IndexOfAny(Swallowing))
        {
            var name = rest[(next + 1)..];
            var letters = name.IndexOfAnyExcept(Letters);
            name = name[..(letters < 0 ? name.Length : letters)];
            var end = next + HtmlTag.Length(rest[next..]);
            closed.Append(rest[..end]);
            if (rest[..end].EndsWith("/>", StringComparison.Ordinal))
            {
                closed.Append("</").Append(name).Append('>');
            }

            rest = rest[end..];
        }

        return closed.Append(rest).ToString();
    }

    private static readonly SearchValues<char> Letters = SearchValues.Create(
        "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
    );
}
