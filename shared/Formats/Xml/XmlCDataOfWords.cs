using System.Runtime.Intrinsics;
using Syndication.Formats.Encodings;

namespace Syndication.Formats.Xml;

/// <summary>Plain text as HTML inside a CDATA section: escaped once, so that nothing of it can end the section.</summary>
internal readonly struct XmlCDataOfWords : IMarks
{
    public static Vector128<ushort> In(Vector128<ushort> chars) => XmlAttribute.In(chars);

    public static bool Has(char c) => XmlAttribute.Has(c);

    public static ReadOnlySpan<byte> Instead(char c, ReadOnlySpan<char> after) =>
        c == '"' ? "&quot;"u8 : XmlText.Instead(c, after);
}
