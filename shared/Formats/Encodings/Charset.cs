using System.Text;

namespace Syndication.Formats.Encodings;

/// <summary>Charsets by the names that documents and servers give them.</summary>
internal static class Charset
{
    /// <summary>The strict decoder for a name; null where nobody knows it.</summary>
    public static Encoding? Find(string? name)
    {
        var label = name?.Trim().Trim('"', '\'').Trim().ToLowerInvariant();
        if (string.IsNullOrEmpty(label) || label.Length > 40)
        {
            return null;
        }

        return label switch
        {
            "utf-8" or "utf8" => Utf8,
            // GB 18030 holds what the older two hold, and documents rarely keep to those.
            "gb2312" or "gbk" or "gb_2312-80" or "cp936" or "x-gbk" => Strict("gb18030"),
            "utf-16" or "utf16" or "ucs-2" or "iso-10646-ucs-2" => Utf16(bigEndian: false),
            "utf-16le" => Utf16(bigEndian: false),
            "utf-16be" => Utf16(bigEndian: true),
            "utf-32" or "utf-32le" or "ucs-4" => Utf32(bigEndian: false),
            "utf-32be" => Utf32(bigEndian: true),
            "tis-620" or "tis620" => Strict("windows-874"),
            "utf-7" => null, // hides markup from those who look at bytes
            _ => Strict(
                label.StartsWith("cp125", StringComparison.Ordinal) ? $"windows-{label[2..]}" : label
            ),
        };
    }

    public static Encoding Utf8 { get; } =
        new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Decodes any byte, as browsers read Latin 1.</summary>
    public static Encoding Windows1252 { get; } = CodePagesEncodingProvider.Instance.GetEncoding(1252)!;

    public static Encoding Utf16(bool bigEndian) =>
        new UnicodeEncoding(bigEndian, byteOrderMark: true, throwOnInvalidBytes: true);

    public static Encoding Utf32(bool bigEndian) =>
        new UTF32Encoding(bigEndian, byteOrderMark: true, throwOnInvalidCharacters: true);

    /// <summary>IANA's name in lower case, which says the order of bytes too.</summary>
    public static string NameOf(Encoding encoding) =>
        encoding.WebName.ToLowerInvariant() switch
        {
            "utf-16" => "utf-16le",
            "utf-32" => "utf-32le",
            var name => name,
        };

    private static Encoding? Strict(string label)
    {
        try
        {
            return CodePagesEncodingProvider.Instance.GetEncoding(
                    label,
                    EncoderFallback.ExceptionFallback,
                    DecoderFallback.ExceptionFallback
                )
                ?? Encoding.GetEncoding(
                    label,
                    EncoderFallback.ExceptionFallback,
                    DecoderFallback.ExceptionFallback
                );
        }
        catch (Exception fault) when (fault is ArgumentException or NotSupportedException)
        {
            return null;
        }
    }
}
