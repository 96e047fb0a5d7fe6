using System.Buffers;
using System.Text.Unicode;
using Syndication.Formats.Encodings;

namespace Syndication.Formats.Xml;

/// <summary>
/// Writes XML as UTF-8 into a buffer. Markup comes ready made; text and attribute values are escaped, and lose
/// what XML 1.0 forbids. Call <see cref="Flush"/> at the end.
/// </summary>
internal ref struct Utf8XmlWriter(IBufferWriter<byte> output)
{
    private const int Chunk = 4096;

    private static readonly SearchValues<char> InText = SearchValues.Create(
        "<>&\r" + XmlCharacters.ForbiddenControls
    );

    private static readonly SearchValues<char> InAttribute = SearchValues.Create(
        "<>&\"\t\n\r" + XmlCharacters.ForbiddenControls
    );

    private Span<byte> _free = output.GetSpan(Chunk);
    private int _used = 0;

    /// <summary>Markup, as it is.</summary>
    public void Raw(scoped ReadOnlySpan<byte> markup)
    {
        if (_free.Length - _used < markup.Length)
        {
            Grow(markup.Length);
        }

        markup.CopyTo(_free[_used..]);
        _used += markup.Length;
    }

    public void Text(scoped ReadOnlySpan<char> text) => Escaped(text, InText);

    /// <summary>An element without attributes; nothing where the text is null.</summary>
    public void Element(scoped ReadOnlySpan<byte> name, string? text)
    {
        if (text is not null)
        {
            Raw("<"u8);
            Raw(name);
            Raw(">"u8);
            Text(text);
            End(name);
        }
    }

    public void Element(scoped ReadOnlySpan<byte> name, scoped ReadOnlySpan<byte> ascii)
    {
        Raw("<"u8);
        Raw(name);
        Raw(">"u8);
        Raw(ascii);
        End(name);
    }

    public void End(scoped ReadOnlySpan<byte> name)
    {
        Raw("</"u8);
        Raw(name);
        Raw(">\n"u8);
    }

    /// <summary>An attribute with the blank before it; nothing where the value is null.</summary>
    public void Attribute(scoped ReadOnlySpan<byte> name, string? value)
    {
        if (value is not null)
        {
            Raw(" "u8);
            Raw(name);
            Raw("=\""u8);
            Escaped(value, InAttribute);
            Raw("\""u8);
        }
    }

    public void Attribute(scoped ReadOnlySpan<byte> name, long? value)
    {
        if (value is { } number)
        {
            Span<byte> digits = stackalloc byte[20];
            _ = System.Buffers.Text.Utf8Formatter.TryFormat(number, digits, out var length);
            Raw(" "u8);
            Raw(name);
            Raw("=\""u8);
            Raw(digits[..length]);
            Raw("\""u8);
        }
    }

    public void Flush()
    {
        output.Advance(_used);
        _used = 0;
        _free = default;
    }

    private void Escaped(scoped ReadOnlySpan<char> text, SearchValues<char> special)
    {
        if (text.ContainsAny('\uFFFE', '\uFFFF'))
        {
            text = XmlCharacters.Keep(text.ToString());
        }

        while (true)
        {
            var next = text.IndexOfAny(special);
            Encode(next < 0 ? text : text[..next]);
            if (next < 0)
            {
                return;
            }

            Raw(Replacement(text[next], text[(next + 1)..], special == InAttribute));
            text = text[(next + 1)..];
        }
    }

    private static ReadOnlySpan<byte> Replacement(char c, ReadOnlySpan<char> rest, bool inAttribute) =>
        c switch
        {
            '<' => "&lt;"u8,
            '>' => "&gt;"u8,
            '&' => "&amp;"u8,
            '"' => "&quot;"u8,
            // A parser would make a line feed of either; in attributes a blank (XML 1.0 §2.11, §3.3.3).
            '\r' when rest is ['\n', ..] => default,
            '\t' or '\n' or '\r' => inAttribute ? " "u8 : "\n"u8,
            _ => default,
        };

    private void Encode(scoped ReadOnlySpan<char> text)
    {
        while (!text.IsEmpty)
        {
            var status = Utf8.FromUtf16(
                text,
                _free[_used..],
                out var read,
                out var written,
                replaceInvalidSequences: false
            );
            _used += written;
            text = text[read..];
            if (status == OperationStatus.DestinationTooSmall)
            {
                Grow(Chunk);
            }
            else if (status == OperationStatus.InvalidData)
            {
                text = text[1..]; // half a surrogate pair
            }
        }
    }

    private void Grow(int atLeast)
    {
        output.Advance(_used);
        _used = 0;
        _free = output.GetSpan(Math.Max(Chunk, atLeast));
    }
}
