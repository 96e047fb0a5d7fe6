namespace Syndication.Formats.Documents;

/// <summary>What an entry's text depends on besides the entry: a language tag and the feed's instant.</summary>
internal readonly record struct FragmentView(string? Language, DateTimeOffset Updated)
{
    /// <summary>Atom wants an instant; where nobody knows one this stands there, which validators do not take for an error.</summary>
    public static readonly DateTimeOffset Unknown = new(2000, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public static FragmentView Of(FragmentContext context) =>
        new(LanguageTag.Of(context.Language), context.Updated ?? Unknown);
}
