using Syndication.Formats.Encodings;

namespace Syndication.Formats.Documents;

/// <summary>
/// A paragraph that is put beside an entry's HTML: what was corrected, or who the source is. It is written in pieces,
/// since a feed is made of hundreds.
/// </summary>
/// <param name="Word">Says what it is, in the entry's language; nothing in it needs escaping.</param>
/// <param name="Text">Plain text.</param>
/// <param name="IsStrong">Whether the word stands out.</param>
internal readonly record struct Notice(string Word, string Text, bool IsStrong)
{
    /// <summary>Writes it as HTML; <typeparamref name="TWords"/> makes HTML of plain text, as the place demands it.</summary>
    public void Write<TWords>(ref Utf8Output output)
        where TWords : struct, IMarks
    {
        output.Raw(IsStrong ? "<p><strong>"u8 : "<p>"u8);
        output.Text<TWords>(Word);
        output.Raw(IsStrong ? ":</strong> "u8 : ": "u8);
        output.Text<TWords>(Text);
        output.Raw("</p>"u8);
    }
}
