namespace Syndication.Formats.Dates;

/// <summary>A figure, a sign or a word; <paramref name="Glued"/> when it follows the one before without a blank.</summary>
internal readonly record struct BengaliDateToken(BengaliDateTokenKind Kind, string Text, bool Glued)
{
    public int Value => Kind == BengaliDateTokenKind.Number ? BengaliDate.Number(Text) : -1;

    public bool IsSign(char sign) => Kind == BengaliDateTokenKind.Sign && Text[0] == sign;
}

internal enum BengaliDateTokenKind
{
    Number,

    /// <summary>A sign right between two figures: <c>:</c>, <c>/</c>, <c>-</c> or <c>.</c></summary>
    Sign,
    Word,
}
