using System.Buffers;
using System.Text;
using System.Text.RegularExpressions;
using System.Text.Unicode;

namespace Syndication.Formats.Encodings;

/// <summary>
/// Finds a document's charset, by byte order mark, the server's word, the document's own, and last by its looks
/// (RFC 7303 §3), and decodes it: what does not fit its bytes is passed over.
/// </summary>
internal static partial class DocumentDecoder
{
    private const int Prescan = 1024;

    // So many characters of several bytes come in no text of another charset by chance.
    private const int ProvingUtf8 = 10;

    // Behind these a declaration is what the text speaks of; before it may stand a server's warning.
    private static readonly SearchValues<string> Roots = SearchValues.Create(
        ["<rss", "<feed", "<rdf", "<channel", "<html"],
        StringComparison.OrdinalIgnoreCase
    );

    // So many broken sequences to a hundred good ones are slips in a text that is UTF-8 all the same.
    private const int SlipsPerHundred = 10;

    public static DocumentText Decode(ReadOnlySpan<byte> document, string? contentType) =>
        Decode(document, CharsetOf(contentType), Declared(document));

    /// <summary>As above, by the names that the server and the document give.</summary>
    public static DocumentText Decode(ReadOnlySpan<byte> document, string? served, string? declared)
    {
        if (Marked(document) is var (marked, mark))
        {
            return Take(document[mark..], marked, complaint: null)
                ?? Take(document[mark..], Lenient(marked), "Bytes that are no character of its charset.")!;
        }

        string? complaint = null;
        foreach (var name in new[] { served, declared })
        {
            if (name is null)
            {
                continue;
            }

            if (Charset.Find(name) is not { } charset)
            {
                complaint ??= $"The charset \"{Shown(name)}\" is not known.";
            }
            else if (charset is not UTF8Encoding && IsSurelyUtf8(document))
            {
                complaint ??= $"The text is in utf-8, not in {Charset.NameOf(charset)}, as is said.";
                break;
            }
            else if (Fits(charset, document) && Take(document, charset, complaint) is { } text)
            {
                return text;
            }
            else
            {
                complaint ??= $"The text is not in {Charset.NameOf(charset)}, as is said.";
            }
        }

        return Unlabelled(document, complaint);
    }

    private static DocumentText Unlabelled(ReadOnlySpan<byte> document, string? complaint)
    {
        if (Unmarked(document) is { } wide && Take(document, wide, complaint) is { } text)
        {
            return text;
        }

        if (Take(document, Charset.Utf8, complaint) is { } utf8)
        {
            return utf8;
        }

        if (IsNearlyUtf8(document))
        {
            return Take(document, Lenient(Charset.Utf8), complaint ?? "Some bytes are no UTF-8.")!;
        }

        var (guess, label) = CharsetGuess.Of(document);
        complaint ??= $"No charset is said, and the text is not in UTF-8; read as {label}.";
        return Take(document, guess, complaint, label) ?? Take(document, Charset.Windows1252, complaint)!;
    }

    /// <summary>The byte order mark's charset and length.</summary>
    private static (Encoding, int)? Marked(ReadOnlySpan<byte> document) =>
        document switch
        {
            [0xEF, 0xBB, 0xBF, ..] => (Charset.Utf8, 3),
            [0xFF, 0xFE, 0, 0, ..] => (Charset.Utf32(bigEndian: false), 4),
            [0, 0, 0xFE, 0xFF, ..] => (Charset.Utf32(bigEndian: true), 4),
            [0xFF, 0xFE, ..] => (Charset.Utf16(bigEndian: false), 2),
            [0xFE, 0xFF, ..] => (Charset.Utf16(bigEndian: true), 2),
            _ => null,
        };

    /// <summary>Charsets whose first characters show themselves (XML 1.0 appendix F).</summary>
    private static Encoding? Unmarked(ReadOnlySpan<byte> document) =>
        document switch
        {
            [0, 0, 0, (byte)'<' or (byte)'{', ..] => Charset.Utf32(bigEndian: true),
            [(byte)'<' or (byte)'{', 0, 0, 0, ..] => Charset.Utf32(bigEndian: false),
            [0, (byte)'<' or (byte)'{', 0, _, ..] => Charset.Utf16(bigEndian: true),
            [(byte)'<' or (byte)'{', 0, _, 0, ..] => Charset.Utf16(bigEndian: false),
            _ => null,
        };

    private static string? Declared(ReadOnlySpan<byte> document)
    {
        if (Unmarked(document) is not null)
        {
            return null; // what stands there in wide characters says nothing new
        }

        // EBCDIC for "<?xm".
        var head = document.StartsWith((ReadOnlySpan<byte>)[0x4C, 0x6F, 0xA7, 0x94])
            ? CodePagesEncodingProvider.Instance.GetEncoding(37)!
            : Encoding.Latin1;
        var text = head.GetString(document[..Math.Min(document.Length, Prescan)]);
        var root = text.AsSpan().IndexOfAny(Roots);
        var match = Declaration().Match(root < 0 ? text : text[..root]);
        return match.Success ? match.Groups["name"].Value : null;
    }

    private static string? CharsetOf(string? contentType)
    {
        var match = CharsetParameter().Match(contentType is { Length: < 1024 } ? contentType : "");
        return match.Success ? match.Groups["name"].Value : null;
    }

    // One-byte text is no UTF-16, whatever its declaration says: it could not have been read there.
    private static bool Fits(Encoding charset, ReadOnlySpan<byte> document) =>
        charset is not (UnicodeEncoding or UTF32Encoding)
        || Unmarked(document) is { } wide && wide.WebName == charset.WebName;

    private static bool IsSurelyUtf8(ReadOnlySpan<byte> document)
    {
        var count = 0;
        var rest = document;
        while (count < ProvingUtf8 && rest.IndexOfAnyInRange((byte)0xC2, (byte)0xF4) is >= 0 and var next)
        {
            rest = rest[(next + 1)..];
            count++;
        }

        return count == ProvingUtf8 && Utf8.IsValid(document);
    }

    private static Encoding Lenient(Encoding charset)
    {
        var lenient = (Encoding)charset.Clone();
        lenient.DecoderFallback = new DecoderReplacementFallback("\uFFFD");
        return lenient;
    }

    private static DocumentText? Take(
        ReadOnlySpan<byte> document,
        Encoding? charset,
        string? complaint,
        string? label = null
    )
    {
        if (charset is null)
        {
            return null;
        }

        var buffer = DocumentText.Rent(charset.GetMaxCharCount(document.Length));
        try
        {
            var length = charset.GetChars(document, buffer);
            return new(buffer, length, label ?? Charset.NameOf(charset), complaint);
        }
        catch (DecoderFallbackException)
        {
            DocumentText.Return(buffer);
            return null;
        }
    }

    private static bool IsNearlyUtf8(ReadOnlySpan<byte> document)
    {
        int good = 0,
            broken = 0;
        while (document.IndexOfAnyInRange((byte)0x80, (byte)0xFF) is >= 0 and var next)
        {
            document = document[next..];
            var status = Rune.DecodeFromUtf8(document, out _, out var length);
            _ = status == OperationStatus.Done ? good++ : broken++;
            document = document[length..];
        }

        return good > 1 && broken <= Math.Max(1, good * SlipsPerHundred / 100L);
    }

    private static string Shown(string name) => name.Length > 40 ? name[..40] : name;

    [GeneratedRegex(
        @"<\?xml(?=\s)[^>]*?\sencoding\s*=\s*[""']\s*(?<name>[A-Za-z0-9._:\-]+)\s*[""']",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 10_000
    )]
    private static partial Regex Declaration();

    [GeneratedRegex(
        @"charset\s*=\s*[""']?\s*(?<name>[^\s;""',]+)",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 10_000
    )]
    private static partial Regex CharsetParameter();
}
