using Syndication.Formats.Encodings;

namespace Syndication.Formats.Documents;

/// <summary>A feed without its entries, as every format shows it: URIs made, gaps filled, doubles gone.</summary>
internal sealed class FeedView
{
    public FeedView(Feed feed, DateTimeOffset? newest)
    {
        Feed = feed;
        Self = Uris.Web(feed.Self);
        Link = Uris.Web(feed.Link) ?? Self;
        Id = Text(feed.Id) ?? Self ?? Link;
        Title = Text(feed.Title) ?? Text(feed.Description) ?? Link ?? "—";
        Description = Text(feed.Description);
        Hubs = HubsOf(feed.Hubs);
        Cloud = Uris.Web(feed.Cloud) is { } cloud ? new(cloud) : null;
        Updated = feed.Updated ?? newest;
        Rights = Text(feed.Rights);
        Image = Uris.Web(feed.Image);
        Icon = Uris.Web(feed.Icon);
        Generator = Text(feed.Generator);
        Deleted = DeletedView.Of(feed.Deleted);
        Context = FragmentView.Of(new FragmentContext(feed.Language, Updated));
    }

    public Feed Feed { get; }
    public string? Id { get; }
    public string Title { get; }
    public string? Description { get; }
    public string? Link { get; }
    public string? Self { get; }
    public string[] Hubs { get; }
    public Uri? Cloud { get; }
    public string? Language => Context.Language;
    public DateTimeOffset? Updated { get; }
    public string? Rights { get; }
    public string? Image { get; }
    public string? Icon { get; }
    public string? Generator { get; }
    public int? Ttl => Feed.Ttl is { } minutes ? Math.Max(1, minutes) : null;
    public DeletedView[] Deleted { get; }

    /// <summary>RFC 5005 §2: never in an archive, which is a part.</summary>
    public bool IsComplete => Feed.Pages is { IsComplete: true, IsArchive: false };

    public bool IsArchive => Feed.Pages.IsArchive;

    /// <summary>What the entries take of it.</summary>
    public FragmentView Context { get; }

    /// <summary>The last instant of the entries that a document can show.</summary>
    public static DateTimeOffset? Newest(IReadOnlyList<Entry> entries) =>
        entries.Where(e => EntryView.IdOf(e) is not null).Max(e => e.Updated ?? e.Published);

    /// <summary>Text without what nobody should see and without blanks around it; null where nothing is left.</summary>
    public static string? Text(string? text)
    {
        var kept = text is null ? null : PlainCharacters.Keep(text).Trim();
        return string.IsNullOrEmpty(kept) ? null : kept;
    }

    private static string[] HubsOf(IReadOnlyList<string> hubs) =>
        hubs.Count == 1 && Uris.Web(hubs[0]) is { } only
            ? [only]
            : [.. hubs.Select(Uris.Web).OfType<string>().Distinct(StringComparer.Ordinal)];
}
