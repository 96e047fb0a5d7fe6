using Syndication.Formats.Encodings;

namespace Syndication.Formats.Documents;

/// <summary>A feed as every format shows it: URIs made, gaps filled, doubles gone. What it says depends on the feed only.</summary>
internal sealed class FeedView
{
    private readonly Feed _feed;

    public FeedView(Feed feed)
    {
        _feed = feed;
        Self = Uris.Web(feed.Self);
        Link = Uris.Web(feed.Link) ?? Self;
        Id = Text(feed.Id) ?? Self ?? Link;
        Title = Text(feed.Title) ?? Text(feed.Description) ?? Link ?? "—";
        Description = Text(feed.Description);
        Hubs = [.. feed.Hubs.Select(Uris.Web).OfType<string>().Distinct(StringComparer.Ordinal)];
        Language = LanguageTag.Of(feed.Language);
        Updated = feed.Updated ?? feed.Entries.Max(e => e.Updated ?? e.Published);
        Rights = Text(feed.Rights);
        Image = Uris.Web(feed.Image);
        Icon = Uris.Web(feed.Icon);
        Generator = Text(feed.Generator);
        Authors = PersonView.Of(feed.Authors);
        Categories = CategoryView.Of(feed.Categories);
        Next = Uris.Web(feed.Pages.Next);
        PreviousArchive = Uris.Web(feed.Pages.PreviousArchive);
    }

    public string? Id { get; }
    public string Title { get; }
    public string? Description { get; }
    public string? Link { get; }
    public string? Self { get; }
    public IReadOnlyList<string> Hubs { get; }
    public string? Language { get; }
    public DateTimeOffset? Updated { get; }
    public string? Rights { get; }
    public string? Image { get; }
    public string? Icon { get; }
    public string? Generator { get; }
    public int? Ttl => _feed.Ttl is { } minutes ? Math.Max(1, minutes) : null;
    public IReadOnlyList<PersonView> Authors { get; }
    public IReadOnlyList<CategoryView> Categories { get; }
    public string? Next { get; }
    public string? PreviousArchive { get; }

    /// <summary>Each id once, the first that bears it; an entry that nothing identifies is left out.</summary>
    public IEnumerable<EntryView> Entries()
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var entry in _feed.Entries)
        {
            // Atom and JSON Feed demand an id, readers show an item without one anew at every poll.
            if (EntryView.IdOf(entry) is { } id && seen.Add(id))
            {
                yield return new EntryView(entry, id, this);
            }
        }
    }

    /// <summary>Text without what XML forbids and without blanks around it; null where nothing is left.</summary>
    public static string? Text(string? text)
    {
        var kept = text is null ? null : XmlCharacters.Keep(text).Trim();
        return string.IsNullOrEmpty(kept) ? null : kept;
    }
}
