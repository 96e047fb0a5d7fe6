using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Unicode;

namespace Syndication.Hosting.Json;

/// <summary>
/// Escapes what JSON demands (RFC 8259 §7: quotation mark, reverse solidus, controls) and halves of surrogate pairs,
/// nothing else: the platform's own encoders write emoji and no-break spaces as <c>\u…</c>.
/// </summary>
internal sealed class PlainJsonEncoder : JavaScriptEncoder
{
    public static readonly PlainJsonEncoder Instance = new();

    private const string Demanded =
        "\"\\\0\u0001\u0002\u0003\u0004\u0005\u0006\u0007\b\t\n\v\f\r\u000e\u000f\u0010\u0011\u0012\u0013\u0014"
        + "\u0015\u0016\u0017\u0018\u0019\u001a\u001b\u001c\u001d\u001e\u001f";

    private static readonly SearchValues<char> Characters = SearchValues.Create(Demanded);
    private static readonly SearchValues<byte> Bytes = SearchValues.Create(
        Demanded.Select(c => (byte)c).ToArray()
    );

    public override int MaxOutputCharactersPerInputCharacter => 12;

    public override bool WillEncode(int unicodeScalar) =>
        unicodeScalar <= 0x7f && Characters.Contains((char)unicodeScalar);

    public override unsafe int FindFirstCharacterToEncode(char* text, int textLength)
    {
        var span = new ReadOnlySpan<char>(text, textLength);
        var found = span.IndexOfAny(Characters);
        var half = Half(found < 0 ? span : span[..found]);
        return half >= 0 ? half : found;
    }

    public override int FindFirstCharacterToEncodeUtf8(ReadOnlySpan<byte> utf8Text)
    {
        if (!Utf8.IsValid(utf8Text))
        {
            return base.FindFirstCharacterToEncodeUtf8(utf8Text);
        }

        return utf8Text.IndexOfAny(Bytes);
    }

    public override unsafe bool TryEncodeUnicodeScalar(
        int unicodeScalar,
        char* buffer,
        int bufferLength,
        out int numberOfCharactersWritten
    ) =>
        UnsafeRelaxedJsonEscaping.TryEncodeUnicodeScalar(
            unicodeScalar,
            buffer,
            bufferLength,
            out numberOfCharactersWritten
        );

    private static int Half(ReadOnlySpan<char> text)
    {
        var next = text.IndexOfAnyInRange('\ud800', '\udfff');
        for (var at = next; next >= 0; )
        {
            if (at + 1 >= text.Length || !char.IsSurrogatePair(text[at], text[at + 1]))
            {
                return at;
            }

            next = text[(at + 2)..].IndexOfAnyInRange('\ud800', '\udfff');
            at += 2 + next;
        }

        return -1;
    }
}
