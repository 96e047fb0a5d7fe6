using System.Globalization;

namespace Syndication.Formats.Html;

/// <summary>Characters that are put together, in memory that is used again.</summary>
internal sealed class HtmlOutput
{
    private const int Kept = 64 * 1024;
    private char[] _characters = new char[8 * 1024];

    public int Length { get; private set; }

    public override string ToString() => new(_characters, 0, Length);

    /// <summary>Begins anew; a large text's memory is let go.</summary>
    public void Clear()
    {
        Length = 0;
        if (_characters.Length > Kept)
        {
            _characters = new char[Kept];
        }
    }

    public bool Is(ReadOnlySpan<char> text) => text.SequenceEqual(_characters.AsSpan(0, Length));

    /// <summary>Refuses what this very cleaner would refuse to read: a parser added too much.</summary>
    public void Check() => _ = HtmlLimits.Check(_characters.AsSpan(0, Length));

    public HtmlOutput Append(char c)
    {
        if (Length == _characters.Length)
        {
            Grow(1);
        }

        _characters[Length++] = c;
        return this;
    }

    public HtmlOutput Append(ReadOnlySpan<char> text)
    {
        if (text.Length > _characters.Length - Length)
        {
            Grow(text.Length);
        }

        text.CopyTo(_characters.AsSpan(Length));
        Length += text.Length;
        return this;
    }

    /// <summary>Doubles the line feed that a text of this output begins with; a parser drops the first.</summary>
    public void KeepLineFeed(int start)
    {
        if (Length > start && _characters[start] == '\n')
        {
            Append('\n');
            _characters.AsSpan(start, Length - start - 1).CopyTo(_characters.AsSpan(start + 1));
        }
    }

    public void Attribute(string name, string? value)
    {
        if (value is not null)
        {
            Append(' ').Append(name).Append("=\"");
            HtmlCharacters.AppendEscaped(this, value, inAttribute: true);
            Append('"');
        }
    }

    public void Attribute(string name, int? value) =>
        Attribute(name, value?.ToString(CultureInfo.InvariantCulture));

    private void Grow(int more)
    {
        HtmlLimits.CheckOutput(Length + more);
        Array.Resize(ref _characters, Math.Max(_characters.Length * 2, Length + more));
    }
}
