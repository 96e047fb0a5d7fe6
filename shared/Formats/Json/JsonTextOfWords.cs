using System.Runtime.Intrinsics;
using Syndication.Formats.Encodings;
using Syndication.Formats.Xml;

namespace Syndication.Formats.Json;

/// <summary>Plain text as HTML inside a JSON string.</summary>
internal readonly struct JsonTextOfWords : IMarks
{
    public static Vector128<ushort> In(Vector128<ushort> chars) => JsonText.In(chars) | XmlText.In(chars);

    public static bool Has(char c) => JsonText.Has(c) || XmlText.Has(c);

    public static ReadOnlySpan<byte> Instead(char c, ReadOnlySpan<char> after) =>
        c switch
        {
            '<' => "&lt;"u8,
            '>' => "&gt;"u8,
            '&' => "&amp;"u8,
            '"' => "&quot;"u8,
            _ => JsonText.Instead(c, after),
        };
}
