namespace Syndication.Formats.Reading.Loose;

/// <summary>
/// Entities that a document type declares, of plain text only: one that refers to another is none, so nothing grows
/// beyond its own few characters.
/// </summary>
internal sealed class OwnEntities
{
    private const string Beginning = "<!ENTITY";
    private const int Most = 64;
    private const int Longest = 256;
    private const int MostInAll = 64 * 1024;

    private readonly Dictionary<string, string> _values = new(StringComparer.Ordinal);
    private int _spent;

    /// <summary>Takes the declarations that stand in a document type.</summary>
    public void Take(ReadOnlySpan<char> documentType)
    {
        var next = documentType.IndexOf(Beginning, StringComparison.Ordinal);
        while (next >= 0 && _values.Count < Most)
        {
            documentType = documentType[(next + Beginning.Length)..];
            Declare(documentType.TrimStart());
            next = documentType.IndexOf(Beginning, StringComparison.Ordinal);
        }
    }

    /// <summary>What a reference such as <c>&amp;name;</c> stands for; null where that was not declared, or is spent.</summary>
    public string? Find(ReadOnlySpan<char> reference)
    {
        var end = _values.Count == 0 ? -1 : reference[..Math.Min(reference.Length, Longest)].IndexOf(';');
        if (end < 2 || !_values.TryGetValue(reference[1..end].ToString(), out var value))
        {
            return null;
        }

        _spent += value.Length;
        return _spent <= MostInAll ? value : null;
    }

    private void Declare(ReadOnlySpan<char> text)
    {
        text = text[..Math.Min(text.Length, 2 * Longest)];
        var blank = text.IndexOfAny(" \t\r\n");
        if (blank <= 0)
        {
            return;
        }

        var name = text[..blank];
        text = text[blank..].TrimStart();
        var end = text is ['"' or '\'', ..] ? text[1..].IndexOf(text[0]) : -1;
        // XML §4.2: the first declaration counts; §4.6: its own five are what they are.
        if (name is "lt" or "gt" or "amp" or "quot" or "apos")
        {
            return;
        }

        if (end is >= 0 and <= Longest && !text.Slice(1, end).ContainsAny("&<%"))
        {
            _values.TryAdd(name.ToString(), text.Slice(1, end).ToString());
        }
    }
}
