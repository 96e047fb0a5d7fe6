using System.Globalization;
using Syndication.Formats;
using Syndication.Formats.Html;

namespace Syndication.Feeds.Partners;

/// <summary>
/// Apple News (support.apple.com/guide/news-publisher, RSS guidelines): the language with its locale; title, link and
/// description with every entry; no link at a description's end.
/// </summary>
internal sealed class AppleProfile() : Profile("apple")
{
    private const string Page = "https://support.apple.com/guide/news-publisher/apdc2c7520ff/icloud";
    private const int ShortestTitle = 15;
    private const int LongestTitle = 60;

    // "A portion of the beginning, up to 200 characters, is used as the article excerpt."
    private const int MostExcerpt = 400;

    private static readonly FeedRule Link = new("apple/link", true, Page);
    private static readonly FeedRule Language = new("apple/language", true, Page);
    private static readonly FeedRule Description = new("apple/description", true, Page);
    private static readonly FeedRule Title = new("apple/title", false, Page);
    private static readonly FeedRule FullText = new("apple/full-text", false, Page);

    public override Feed Head(Feed feed) => feed with { Language = WithLocale(feed.Language) };

    public override IEnumerable<Finding> Check(Feed before, Feed feed, long bytes)
    {
        var language =
            feed.Language?.Contains('-', StringComparison.Ordinal) == true
                ? []
                : (Finding[])
                    [Language.Broken($"'{feed.Language}' names no locale, and none is known for it.")];
        return language.Concat(Pageless(before, Link)).Concat(feed.Entries.SelectMany(OfEntry));
    }

    protected override Entry? Change(Entry entry) =>
        string.IsNullOrEmpty(entry.Link)
            ? null
            : entry with
            {
                // Plain: a link at its end would be suppressed, and what stands before it with it.
                Summary = (
                    HtmlCleaner.Excerpt(entry.Summary, MostExcerpt)
                    ?? HtmlCleaner.Excerpt(entry.Content, MostExcerpt)
                )
                    is { } text
                    ? HtmlCleaner.FromPlainText(text)
                    : null,
            };

    private static IEnumerable<Finding> OfEntry(Entry entry)
    {
        if (string.IsNullOrWhiteSpace(entry.Summary))
            yield return Description.Broken("There is no text to describe it by.", entry);
        if (string.IsNullOrWhiteSpace(entry.Content))
            yield return FullText.Broken("The full text is missing.", entry);
        // Letters with their signs, as readers count.
        var length = new StringInfo(entry.Title.Trim()).LengthInTextElements;
        if (length is < ShortestTitle or > LongestTitle)
            yield return Title.Broken(
                $"The title has {length} letters; {ShortestTitle} to {LongestTitle} are shown best.",
                entry
            );
    }

    private static string? WithLocale(string? language)
    {
        if (language is null || language.Contains('-', StringComparison.Ordinal))
            return language;
        try
        {
            return CultureInfo.CreateSpecificCulture(language).Name is { Length: > 0 } known
                ? known
                : language;
        }
        catch (CultureNotFoundException)
        {
            return language;
        }
    }
}
