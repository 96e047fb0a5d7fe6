using System.Runtime.Intrinsics;
using Syndication.Formats.Encodings;

namespace Syndication.Formats.Xml;

/// <summary>What XML text cannot hold: markup, and the controls that XML 1.0 §2.2 forbids.</summary>
internal readonly struct XmlText : IMarks
{
    public static Vector128<ushort> In(Vector128<ushort> chars) =>
        // One bit lies between < and >.
        Vector128.Equals(chars | Vector128.Create((ushort)2), Vector128.Create((ushort)'>'))
        | Vector128.Equals(chars, Vector128.Create((ushort)'&'))
        | Vector128.Equals(chars & Vector128.Create((ushort)0xFFE0), Vector128<ushort>.Zero);

    public static bool Has(char c) => c is < ' ' or '<' or '>' or '&';

    public static ReadOnlySpan<byte> Instead(char c, ReadOnlySpan<char> after) =>
        c switch
        {
            '<' => "&lt;"u8,
            '>' => "&gt;"u8,
            '&' => "&amp;"u8,
            '\t' => "\t"u8,
            // A parser would make a line feed of a carriage return (XML 1.0 §2.11).
            '\n' => "\n"u8,
            '\r' when after is not ['\n', ..] => "\n"u8,
            _ => default,
        };
}
