using System.Text;

namespace Syndication.Ingest.Transfer;

/// <summary>
/// Text for an XML reader: without the control characters that old posts are full of and XML forbids, and with an end to
/// what one item may cost. The parser holds whole texts, so that only whoever feeds it can stop it.
/// </summary>
internal sealed class BoundedText(Stream stream, int most)
    : StreamReader(
        stream,
        new UTF8Encoding(false),
        detectEncodingFromByteOrderMarks: true,
        64 << 10,
        leaveOpen: true
    )
{
    private long _since;

    /// <summary>An item is over: the count begins anew.</summary>
    public void Restart() => _since = 0;

    public override int Read(char[] buffer, int index, int count) =>
        Clean(buffer.AsSpan(index, count), base.Read(buffer, index, count));

    public override async Task<int> ReadAsync(char[] buffer, int index, int count)
    {
        var read = await base.ReadAsync(buffer, index, count);
        return Clean(buffer.AsSpan(index, count), read);
    }

    private int Clean(Span<char> buffer, int read)
    {
        _since += read;
        if (_since > most)
            throw new ItemTooLongException(most);
        foreach (ref var letter in buffer[..read])
        {
            if (letter is < ' ' and not ('\t' or '\n' or '\r') or '\uFFFE' or '\uFFFF')
                letter = ' ';
        }
        return read;
    }
}

/// <summary>One item is longer than anything that could be taken.</summary>
internal sealed class ItemTooLongException(int most)
    : IOException($"An item has more than {most} characters.");
