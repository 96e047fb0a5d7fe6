namespace Syndication.Formats.Documents;

/// <summary>
/// An entry as every format shows it, so that the three agree. Of the feed it knows the context only; nothing is
/// copied that the entry has, since a feed is made of hundreds.
/// </summary>
internal readonly struct EntryView
{
    private const int TitleLength = 100;
    private const int LastWords = 400;

    public EntryView(Entry entry, string id, in FragmentView context)
    {
        Entry = entry;
        Id = id;
        IdIsLink = FeedView.Text(entry.Id) is null;
        Link = Uris.Web(entry.Link);
        var language = LanguageTag.Of(entry.Language);
        Language = string.Equals(language, context.Language, StringComparison.OrdinalIgnoreCase)
            ? null
            : language;
        FallbackUpdated = context.Updated;
        Correction = CorrectionOf(entry, language ?? context.Language);
        Content = Html(entry.Content);
        Summary = Html(entry.Summary);
        Attribution = AttributionOf(Content, entry, language ?? context.Language);
        Title = FeedView.Text(entry.Title) ?? Excerpt.Of(Whole, TitleLength) ?? Link ?? id;
        Image = ImageView.Of(entry.Image);
        Enclosures = EnclosureView.Of(entry.Enclosures);
        Rights = FeedView.Text(entry.Rights);
        Comments = Uris.Web(entry.Comments);
    }

    public Entry Entry { get; }
    public string Id { get; }

    /// <summary>Whether the entry had no id, and its link serves as one.</summary>
    public bool IdIsLink { get; }

    public string? Link { get; }

    /// <summary>Plain text, never empty.</summary>
    public string Title { get; }

    /// <summary>HTML; stands before the content, or before the summary where there is no content.</summary>
    public string? Correction { get; }

    /// <summary>HTML.</summary>
    public string? Content { get; }

    /// <summary>HTML; stands after the content: the name of a source that has no address.</summary>
    public string? Attribution { get; }

    /// <summary>HTML.</summary>
    public string? Summary { get; }

    /// <summary>Whether there is a summary to show, be it the correction alone.</summary>
    public bool HasSummary => !string.IsNullOrEmpty(Summary) || SummaryCorrection is not null;

    /// <summary>The correction, where there is no content to bear it.</summary>
    public string? SummaryCorrection => Content is null ? Correction : null;

    /// <summary>Null where it is the feed's.</summary>
    public string? Language { get; }

    /// <summary>Atom demands an instant of each entry: the feed's, where it has none.</summary>
    public DateTimeOffset FallbackUpdated { get; }

    public ImageView? Image { get; }
    public EnclosureView[] Enclosures { get; }
    public string? Rights { get; }
    public string? Comments { get; }

    /// <summary>The content with all that belongs to it, or else the summary; empty where there is neither.</summary>
    public string Whole =>
        Content is null ? SummaryCorrection + Summary : string.Concat(Correction, Content, Attribution);

    public static string? IdOf(Entry entry) => FeedView.Text(entry.Id) ?? Uris.Web(entry.Link);

    private static string? Html(string? html) => string.IsNullOrWhiteSpace(html) ? null : html;

    // RSS and Atom can say a source's name only beside its address, JSON Feed not at all.
    private static string? AttributionOf(string? content, Entry entry, string? language)
    {
        if (
            content is null
            || FeedView.Text(entry.Source?.Title) is not { } name
            || Uris.Web(entry.Source?.Link ?? entry.Source?.Id) is not null
        )
            return null;
        var html = Words.AsHtml(name);
        // Many a text ends with its source already.
        if (content.AsSpan(Math.Max(0, content.Length - LastWords)).Contains(html, StringComparison.Ordinal))
            return null;
        var word = LanguageTag.IsBengali(language) ? "সূত্র" : "Source";
        return $"<p>{word}: {html}</p>";
    }

    private static string? CorrectionOf(Entry entry, string? language)
    {
        var word = LanguageTag.IsBengali(language) ? "সংশোধনী" : "Correction";
        return FeedView.Text(entry.Correction) is { } text
            ? $"<p><strong>{word}:</strong> {Words.AsHtml(text)}</p>"
            : null;
    }
}
