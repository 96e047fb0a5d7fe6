using Syndication.Formats.Encodings;
using Syndication.Formats.Html;

namespace Syndication.Formats.Documents;

/// <summary>An entry as every format shows it, so that the three agree.</summary>
internal sealed class EntryView
{
    private const int ExcerptLength = 280;
    private const int TitleLength = 100;
    private const int LastWords = 400;

    private readonly Entry _entry;

    public EntryView(Entry entry, string id, FeedView feed)
    {
        _entry = entry;
        Id = id;
        IdIsLink = FeedView.Text(entry.Id) is null;
        Link = Uris.Web(entry.Link);
        var language = LanguageTag.Of(entry.Language);
        Language = string.Equals(language, feed.Language, StringComparison.OrdinalIgnoreCase)
            ? null
            : language;
        var correction = CorrectionOf(entry, language ?? feed.Language);
        Content = Attributed(Corrected(correction, Html(entry.Content)), entry, language ?? feed.Language);
        Summary = Content is null ? correction + Html(entry.Summary) : Html(entry.Summary);
        Summary = string.IsNullOrEmpty(Summary) ? null : Summary;
        Title = FeedView.Text(entry.Title) ?? Excerpt(TitleLength) ?? Link ?? id;
        Image = ImageView.Of(entry.Image);
        Enclosures = EnclosureView.Of(entry.Enclosures);
        Authors = PersonView.Of(entry.Authors);
        Contributors = PersonView.Of(entry.Contributors);
        Categories = CategoryView.Of(entry.Categories);
        Rights = FeedView.Text(entry.Rights);
        Comments = Uris.Web(entry.Comments);
    }

    public string Id { get; }

    /// <summary>Whether the entry had no id, and its link serves as one.</summary>
    public bool IdIsLink { get; }

    public string? Link { get; }

    /// <summary>Plain text, never empty.</summary>
    public string Title { get; }

    /// <summary>HTML, with the correction before it, and after it the name of a source that has no address.</summary>
    public string? Content { get; }

    /// <summary>HTML; with the correction where there is no content to bear it.</summary>
    public string? Summary { get; }

    public DateTimeOffset? Published => _entry.Published;
    public DateTimeOffset? Updated => _entry.Updated;

    /// <summary>Null where it is the feed's.</summary>
    public string? Language { get; }

    public ImageView? Image { get; }
    public IReadOnlyList<EnclosureView> Enclosures { get; }
    public IReadOnlyList<PersonView> Authors { get; }
    public IReadOnlyList<PersonView> Contributors { get; }
    public IReadOnlyList<CategoryView> Categories { get; }
    public string? Rights { get; }
    public string? Comments { get; }
    public EntrySource? Source => _entry.Source;

    public static string? IdOf(Entry entry) => FeedView.Text(entry.Id) ?? Uris.Web(entry.Link);

    /// <summary>The summary, or the content's beginning, as HTML; null where there is neither.</summary>
    public string? Description =>
        Summary ?? (Content is null ? null : Words.AsHtml(Excerpt(ExcerptLength) ?? Title));

    /// <summary>The summary as plain text.</summary>
    public string? PlainSummary =>
        Summary is null || HtmlCleaner.ToPlainText(Summary) is not { Length: > 0 } text ? null : text;

    private string? Excerpt(int length)
    {
        var text = Content is null && Summary is null ? "" : HtmlCleaner.ToPlainText(Content ?? Summary!);
        return text.Length == 0 ? null : Words.Beginning(text, length);
    }

    private static string? Html(string? html) =>
        string.IsNullOrWhiteSpace(html) ? null : XmlCharacters.Keep(html);

    private static string? Corrected(string? correction, string? content) =>
        content is null ? null : correction + content;

    // RSS and Atom can say a source's name only beside its address, JSON Feed not at all.
    private static string? Attributed(string? content, Entry entry, string? language)
    {
        if (
            content is null
            || FeedView.Text(entry.Source?.Title) is not { } name
            || Uris.Web(entry.Source?.Link ?? entry.Source?.Id) is not null
        )
            return content;
        var html = Words.AsHtml(name);
        // Many a text ends with its source already.
        if (content[^Math.Min(content.Length, LastWords)..].Contains(html, StringComparison.Ordinal))
            return content;
        var word = LanguageTag.IsBengali(language) ? "সূত্র" : "Source";
        return $"{content}<p>{word}: {html}</p>";
    }

    private static string? CorrectionOf(Entry entry, string? language)
    {
        var word = LanguageTag.IsBengali(language) ? "সংশোধনী" : "Correction";
        return FeedView.Text(entry.Correction) is { } text
            ? $"<p><strong>{word}:</strong> {Words.AsHtml(text)}</p>"
            : null;
    }
}
