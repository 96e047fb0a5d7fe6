using System.Runtime.Intrinsics;
using Syndication.Formats.Encodings;

namespace Syndication.Formats.Json;

/// <summary>
/// What a JSON string cannot hold (RFC 8259 §7), and no more: the runtime's encoders would make
/// <c>\u</c> sequences of emoji and of the joiners that Bengali is spelt with.
/// </summary>
internal readonly struct JsonText : IMarks
{
    public static Vector128<ushort> In(Vector128<ushort> chars) =>
        Vector128.Equals(chars, Vector128.Create((ushort)'"'))
        | Vector128.Equals(chars, Vector128.Create((ushort)'\\'))
        | Vector128.Equals(chars & Vector128.Create((ushort)0xFFE0), Vector128<ushort>.Zero);

    public static bool Has(char c) => c is < ' ' or '"' or '\\';

    // Other controls are dropped, as XML must: the formats agree.
    public static ReadOnlySpan<byte> Instead(char c, ReadOnlySpan<char> after) =>
        c switch
        {
            '"' => "\\\""u8,
            '\\' => "\\\\"u8,
            '\t' => "\\t"u8,
            '\n' => "\\n"u8,
            '\r' => "\\r"u8,
            _ => default,
        };
}
