using System.Buffers;
using System.Buffers.Text;
using System.Text;

namespace Syndication.Formats.Encodings;

/// <summary>
/// UTF-8 into a buffer: markup as it is, text without what XML 1.0 forbids, whatever the format. Call
/// <see cref="Flush"/> at the end.
/// </summary>
internal ref struct Utf8Output(IBufferWriter<byte> output)
{
    private const int Chunk = 4096;

    private Span<byte> _free = output.GetSpan(Chunk);
    private int _used = 0;

    /// <summary>Markup, as it is.</summary>
    public void Raw(scoped ReadOnlySpan<byte> markup)
    {
        Reserve(markup.Length);
        markup.CopyTo(_free[_used..]);
        _used += markup.Length;
    }

    public void Raw(byte ascii)
    {
        Reserve(1);
        _free[_used++] = ascii;
    }

    public void Number(long value)
    {
        Reserve(20);
        _ = Utf8Formatter.TryFormat(value, _free[_used..], out var length);
        _used += length;
    }

    /// <summary>Text, with what <typeparamref name="TMarks"/> names replaced.</summary>
    public void Text<TMarks>(scoped ReadOnlySpan<char> text)
        where TMarks : struct, IMarks
    {
        while (!text.IsEmpty)
        {
            Reserve(Utf8Packer.Room);
            var read = Utf8Packer.Pack<TMarks>(text, _free[_used..], out var written);
            _used += written;
            // What is left begins with an odd one, or is short, or the buffer was.
            var odd = text.Length - read < Utf8Packer.Step ? text.Length : read + 1;
            while (read < odd)
            {
                Reserve(Utf8Packer.Room);
                read += One<TMarks>(text[read..]);
            }

            text = text[read..];
        }
    }

    /// <summary>Makes room for so many bytes in one piece.</summary>
    public void Reserve(int bytes)
    {
        if (_free.Length - _used < bytes)
        {
            output.Advance(_used);
            _used = 0;
            _free = output.GetSpan(Math.Max(Chunk, bytes));
        }
    }

    public void Flush()
    {
        output.Advance(_used);
        _used = 0;
        _free = default;
    }

    private int One<TMarks>(scoped ReadOnlySpan<char> text)
        where TMarks : struct, IMarks
    {
        var c = text[0];
        if (TMarks.Has(c))
        {
            Raw(TMarks.Instead(c, text[1..]));
            return 1;
        }

        if (c < 0x80)
        {
            _free[_used++] = (byte)c;
            return 1;
        }

        // Half a surrogate pair, and what is no character, go.
        if (Rune.DecodeFromUtf16(text, out var rune, out var read) == OperationStatus.Done && c < '\uFFFE')
        {
            _used += rune.EncodeToUtf8(_free[_used..]);
        }

        return read;
    }
}
