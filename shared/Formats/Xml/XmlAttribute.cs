using System.Runtime.Intrinsics;
using Syndication.Formats.Encodings;

namespace Syndication.Formats.Xml;

/// <summary>What an attribute's value in double quotes cannot hold.</summary>
internal readonly struct XmlAttribute : IMarks
{
    public static Vector128<ushort> In(Vector128<ushort> chars) =>
        XmlText.In(chars) | Vector128.Equals(chars, Vector128.Create((ushort)'"'));

    public static bool Has(char c) => XmlText.Has(c) || c == '"';

    // A parser would make a blank of each of the three (XML 1.0 §3.3.3).
    public static ReadOnlySpan<byte> Instead(char c, ReadOnlySpan<char> after) =>
        c switch
        {
            '"' => "&quot;"u8,
            '\t' or '\n' => " "u8,
            '\r' when after is not ['\n', ..] => " "u8,
            _ => XmlText.Instead(c, after),
        };
}
