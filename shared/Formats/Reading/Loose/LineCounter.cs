namespace Syndication.Formats.Reading.Loose;

/// <summary>Tells lines of positions that mostly grow.</summary>
internal sealed class LineCounter(ReadOnlyMemory<char> document)
{
    private int _at;
    private int _line = 1;

    /// <summary>From 1.</summary>
    public int At(int position)
    {
        if (position >= _at)
        {
            _line += document.Span[_at..position].Count('\n');
            _at = position;
            return _line;
        }

        return _line - document.Span[position.._at].Count('\n');
    }
}
