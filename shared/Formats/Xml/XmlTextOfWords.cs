using System.Runtime.Intrinsics;
using Syndication.Formats.Encodings;

namespace Syndication.Formats.Xml;

/// <summary>Plain text as HTML inside XML text: escaped twice.</summary>
internal readonly struct XmlTextOfWords : IMarks
{
    public static Vector128<ushort> In(Vector128<ushort> chars) => XmlAttribute.In(chars);

    public static bool Has(char c) => XmlAttribute.Has(c);

    public static ReadOnlySpan<byte> Instead(char c, ReadOnlySpan<char> after) =>
        c switch
        {
            '<' => "&amp;lt;"u8,
            '>' => "&amp;gt;"u8,
            '&' => "&amp;amp;"u8,
            '"' => "&amp;quot;"u8,
            _ => XmlText.Instead(c, after),
        };
}
