using System.Runtime.InteropServices;

namespace Syndication.Formats.Documents;

/// <summary>
/// An entry as every format shows it, so that the three agree. Of the feed it knows the context only; nothing is
/// copied that the entry has, since a feed is made of hundreds.
/// </summary>
internal readonly struct EntryView
{
    private const int TitleLength = 100;
    private const int LastWords = 400;

    private readonly List<EnclosureView> _files;
    private readonly DateTimeOffset _feedUpdated;

    /// <param name="entry">What is shown.</param>
    /// <param name="id">As <see cref="IdOf"/> tells it.</param>
    /// <param name="context">The feed's part.</param>
    /// <param name="files">Lent, and the view's until the next one takes it.</param>
    public EntryView(Entry entry, string id, in FragmentView context, List<EnclosureView> files)
    {
        Entry = entry;
        Id = id;
        IdIsLink = FeedView.Text(entry.Id) is null;
        Link = Uris.Web(entry.Link);
        var language = LanguageTag.Of(entry.Language);
        Language = string.Equals(language, context.Language, StringComparison.OrdinalIgnoreCase)
            ? null
            : language;
        _feedUpdated = context.Updated;
        Correction = CorrectionOf(entry, language ?? context.Language);
        Content = Html(entry.Content);
        Summary = Html(entry.Summary);
        Attribution = AttributionOf(Content, entry, language ?? context.Language);
        Title =
            FeedView.Text(entry.Title)
            ?? Excerpt.Of(Correction, Content ?? Summary, Attribution, TitleLength)
            ?? Link
            ?? id;
        Image = ImageView.Of(entry.Image);
        _files = files;
        EnclosureView.Fill(files, entry.Enclosures);
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

    /// <summary>Stands before the content, or before the summary where there is no content.</summary>
    public Notice? Correction { get; }

    /// <summary>HTML.</summary>
    public string? Content { get; }

    /// <summary>Stands after the content: the name of a source that has no address.</summary>
    public Notice? Attribution { get; }

    /// <summary>HTML.</summary>
    public string? Summary { get; }

    /// <summary>Whether there is a summary to show, be it the correction alone.</summary>
    public bool HasSummary => !string.IsNullOrEmpty(Summary) || SummaryCorrection is not null;

    /// <summary>The correction, where there is no content to bear it.</summary>
    public Notice? SummaryCorrection => Content is null ? Correction : null;

    /// <summary>Null where it is the feed's.</summary>
    public string? Language { get; }

    /// <summary>Atom demands an instant of each entry: one near the feed's, where it has none.</summary>
    public DateTimeOffset FallbackUpdated => Fallback(_feedUpdated, Id);

    public ImageView? Image { get; }
    public ReadOnlySpan<EnclosureView> Enclosures => CollectionsMarshal.AsSpan(_files);
    public string? Rights { get; }
    public string? Comments { get; }

    public static string? IdOf(Entry entry) => FeedView.Text(entry.Id) ?? Uris.Web(entry.Link);

    /// <summary>
    /// At most an hour before the feed's instant, and the same whenever it is asked: validators complain where two
    /// entries share one.
    /// </summary>
    public static DateTimeOffset Fallback(DateTimeOffset feed, string id)
    {
        var hash = 2166136261u;
        foreach (var c in id)
        {
            hash = (hash ^ c) * 16777619u;
        }

        var earlier = hash % (uint)TimeSpan.MillisecondsPerHour * TimeSpan.TicksPerMillisecond;
        return new(Math.Max(feed.UtcTicks - earlier, 0), TimeSpan.Zero);
    }

    private static string? Html(string? html) => string.IsNullOrWhiteSpace(html) ? null : html;

    // RSS and Atom can say a source's name only beside its address, JSON Feed not at all.
    private static Notice? AttributionOf(string? content, Entry entry, string? language)
    {
        if (
            content is null
            || FeedView.Text(entry.Source?.Title) is not { } name
            || Uris.Web(entry.Source?.Link ?? entry.Source?.Id) is not null
        )
            return null;
        // Many a text ends with its source already.
        var last = content.AsSpan(Math.Max(0, content.Length - LastWords));
        return last.Contains(Words.AsHtml(name), StringComparison.Ordinal)
            ? null
            : new Notice(LanguageTag.IsBengali(language) ? "সূত্র" : "Source", name, IsStrong: false);
    }

    private static Notice? CorrectionOf(Entry entry, string? language) =>
        FeedView.Text(entry.Correction) is { } text
            ? new Notice(LanguageTag.IsBengali(language) ? "সংশোধনী" : "Correction", text, IsStrong: true)
            : null;
}
