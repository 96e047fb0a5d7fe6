namespace Syndication.Feeds.Partners;

/// <summary>What a feed does against a rule.</summary>
/// <param name="Rule">The rule's name.</param>
/// <param name="Level"><c>error</c>: refused; <c>warning</c>: taken, and shown worse.</param>
/// <param name="Message">What is wrong.</param>
/// <param name="Link">Where the rule is documented.</param>
internal sealed record Finding(string Rule, string Level, string Message, string Link)
{
    /// <summary>The entry's id; null for the feed itself.</summary>
    public string? Entry { get; init; }
    public string? Title { get; init; }
}
