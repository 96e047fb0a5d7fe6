namespace Syndication.Formats.Reading.Json;

/// <summary>Tells lines of positions that grow.</summary>
internal sealed class LineOfBytes
{
    private int _at;
    private int _lines;

    /// <summary>From 1.</summary>
    public int At(ReadOnlySpan<byte> document, long position)
    {
        if (position > _at)
        {
            _lines += document[_at..(int)position].Count((byte)'\n');
            _at = (int)position;
        }

        return _lines + 1;
    }
}
