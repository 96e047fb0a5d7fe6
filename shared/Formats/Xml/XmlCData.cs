using System.Runtime.Intrinsics;
using Syndication.Formats.Encodings;

namespace Syndication.Formats.Xml;

/// <summary>What a CDATA section cannot hold: its end, and the controls that XML 1.0 §2.2 forbids.</summary>
internal readonly struct XmlCData : IMarks
{
    public static Vector128<ushort> In(Vector128<ushort> chars) =>
        Vector128.Equals(chars, Vector128.Create((ushort)']'))
        | Vector128.Equals(chars & Vector128.Create((ushort)0xFFE0), Vector128<ushort>.Zero);

    public static bool Has(char c) => c is < ' ' or ']';

    public static ReadOnlySpan<byte> Instead(char c, ReadOnlySpan<char> after) =>
        c switch
        {
            // The section ends between the two brackets, and another begins.
            ']' when after is [']', '>', ..] => "]]]><![CDATA["u8,
            ']' => "]"u8,
            _ => XmlText.Instead(c, after),
        };
}
