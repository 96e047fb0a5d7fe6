using System.Buffers;
using System.Runtime.Intrinsics;
using System.Text;
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
            ']' when IsEnd(after) => "]]]><![CDATA["u8,
            ']' => "]"u8,
            _ => XmlText.Instead(c, after),
        };

    // What is dropped in between would leave an end of the section behind.
    private static bool IsEnd(ReadOnlySpan<char> after) =>
        Kept(after) is [']', .. var rest] && Kept(rest) is ['>', ..];

    private static ReadOnlySpan<char> Kept(ReadOnlySpan<char> text)
    {
        while (
            text is [var c, ..]
            && (
                c is < ' ' and not ('\t' or '\n' or '\r') or >= '\uFFFE'
                || Rune.DecodeFromUtf16(text, out _, out _) != OperationStatus.Done
            )
        )
        {
            text = text[1..];
        }

        return text;
    }
}
