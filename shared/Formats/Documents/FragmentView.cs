namespace Syndication.Formats.Documents;

/// <summary>What an entry's text depends on besides the entry: a language tag and the feed's instant.</summary>
internal readonly record struct FragmentView(string? Language, DateTimeOffset Updated)
{
    public static FragmentView Of(FragmentContext context) =>
        // Atom wants an instant, and none is invented: where nobody knows one the epoch says so.
        new(LanguageTag.Of(context.Language), context.Updated ?? DateTimeOffset.UnixEpoch);
}
