using System.Buffers;
using System.Collections.Frozen;
using System.Text;

namespace Syndication.Formats.Reading;

/// <summary>Writes elements that stand in a text as HTML, for the cleaner to look at.</summary>
internal static class InlineMarkup
{
    private static readonly SearchValues<char> Special = SearchValues.Create("&<>\"");

    private static readonly FrozenSet<string> Void = FrozenSet.Create(
        StringComparer.OrdinalIgnoreCase,
        [
            "area",
            "base",
            "br",
            "col",
            "embed",
            "hr",
            "img",
            "input",
            "link",
            "meta",
            "param",
            "source",
            "track",
            "wbr",
        ]
    );

    private static readonly FrozenSet<string> Addressed = FrozenSet.Create(
        StringComparer.OrdinalIgnoreCase,
        ["href", "src", "poster", "cite"]
    );

    /// <summary>Writes the tag of the element that started; its name, null where no HTML can have it.</summary>
    /// <param name="output">What the text is written to.</param>
    /// <param name="markup">Where the element has just started.</param>
    /// <param name="own">Its base, where that differs from the text's.</param>
    public static string? Open(StringBuilder output, Markup markup, Uri? own)
    {
        var name = markup.Name;
        if (!IsName(name))
        {
            return null;
        }

        output.Append('<').Append(name);
        foreach (var attribute in markup.Attributes)
        {
            var isLanguage = attribute is { Module: Module.Xml, Name: "lang" };
            if ((attribute.Module == Module.Unknown || isLanguage) && IsName(attribute.Name))
            {
                var value =
                    own is not null && Addressed.Contains(attribute.Name)
                        ? Addresses.Link(attribute.Value, own) ?? attribute.Value
                        : attribute.Value;
                output.Append(' ').Append(attribute.Name).Append("=\"");
                Text(output, value);
                output.Append('"');
            }
        }

        output.Append('>');
        return name;
    }

    public static void Close(StringBuilder output, string? name)
    {
        if (name is not null && !Void.Contains(name))
        {
            output.Append("</").Append(name).Append('>');
        }
    }

    public static void Text(StringBuilder output, string text)
    {
        var rest = text.AsSpan();
        for (var next = rest.IndexOfAny(Special); next >= 0; next = rest.IndexOfAny(Special))
        {
            output
                .Append(rest[..next])
                .Append(
                    rest[next] switch
                    {
                        '&' => "&amp;",
                        '<' => "&lt;",
                        '>' => "&gt;",
                        _ => "&quot;",
                    }
                );
            rest = rest[(next + 1)..];
        }

        output.Append(rest);
    }

    private static bool IsName(string name)
    {
        foreach (var c in name)
        {
            if (!char.IsAsciiLetterOrDigit(c) && c is not ('-' or '_'))
            {
                return false;
            }
        }

        return name.Length is > 0 and < 40 && char.IsAsciiLetter(name[0]);
    }
}
