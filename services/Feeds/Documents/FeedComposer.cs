using Microsoft.Extensions.Options;
using Syndication.Contracts;
using Syndication.Feeds.Categories;
using Syndication.Feeds.Entries;
using Syndication.Feeds.Partners;
using Syndication.Formats;
using Syndication.Hosting.Publication;

namespace Syndication.Feeds.Documents;

/// <summary>Makes documents: a pure function of articles, categories and configuration.</summary>
internal sealed class FeedComposer(
    IOptions<PublicationOptions> publication,
    PublicAddress address,
    FragmentCache fragments,
    IOptions<FeedsOptions> limits
)
{
    private const string Generator = "Syndication";

    // What stands for "never": long past, yet not so long that validators take it for a mistake.
    private static readonly DateTimeOffset Never = new(2000, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private TimeZoneInfo? _zone;

    /// <summary>The publication's.</summary>
    public TimeZoneInfo Zone => _zone ??= publication.Value.Zone();

    /// <param name="key">The document's name.</param>
    /// <param name="slice">The articles, as <see cref="RequestFor"/> asks for them.</param>
    /// <param name="book">The categories' names.</param>
    /// <param name="before">The document as it was, of which readers may ask what is new since.</param>
    public FeedDocument Compose(FeedKey key, FeedSlice slice, CategoryBook book, FeedDocument? before)
    {
        var links = new FeedLinks(address.Origin, key, slice, Zone);
        var head = Head(key, slice, book, links);
        head = key.Profile?.Head(head) ?? head;
        var made = Write(head, key, slice, book);
        var modified = slice.ModifiedAt ?? Never;
        var last = before is { Edition.IsRestored: false } ? before.Edition : null;
        var edition =
            last is not null && last.IsSame(made.Bytes)
                ? last
                : new FeedEdition(head, key.Format, made, modified, last);
        return new(edition, modified)
        {
            ContentType = key.Format.ContentType,
            Links = links.Header(),
            Path = key.Path,
            Entries = slice.Stamp,
            Categories = book.Stamp,
        };
    }

    /// <summary>The articles that a document is made of.</summary>
    public SliceRequest RequestFor(FeedKey key) =>
        new(key.Selection, key.Size)
        {
            Before = key.Before,
            From = key.Month?.Begin(Zone),
            Until = key.Month?.End(Zone),
            Depth = key.Month is null ? limits.Value.Depth : null,
        };

    /// <summary>Where a page goes on that lies beyond the feed's depth; null for what does not.</summary>
    public string? Beyond(FeedKey key, FeedSlice slice) =>
        slice is { IsDeepest: true, Articles.Count: 0 }
            ? FeedLinks.ArchiveAfter(key, slice, Zone).Path
            : null;

    public string TitleOf(FeedKey key, FeedSlice slice, CategoryBook book) =>
        FeedTitle.Of(publication.Value.Title, key.Selection, slice.Articles, book);

    /// <summary>The same as a model, as everybody gets it, for those who look at a feed before it is written.</summary>
    public Feed Model(FeedKey key, FeedSlice slice, CategoryBook book) =>
        Head(key, slice, book, new(address.Origin, key, slice, Zone)) with
        {
            Entries = [.. slice.Articles.Select(a => ToEntry(a, key, book))],
        };

    private FeedBytes Write(Feed head, FeedKey key, FeedSlice slice, CategoryBook book)
    {
        var context = new FragmentContext(head.Language);
        var (written, articles) = key.Profile is { } profile
            ? Vary(profile, key, slice.Articles, book, context)
            : (Keep(key, slice.Articles, book, context), slice.Articles);
        var bytes = Scratch.Write(output => FeedWriter.Write(head, written, key.Format, output));
        return new(
            bytes,
            Locate(bytes, written, articles),
            IsWhole: slice.Older is null && articles.Count == slice.Articles.Count
        );
    }

    private EntryFragment[] Keep(
        FeedKey key,
        IReadOnlyList<Article> articles,
        CategoryBook book,
        FragmentContext context
    )
    {
        var written = new EntryFragment[articles.Count];
        for (var i = 0; i < written.Length; i++)
            written[i] = fragments.Get(articles[i], key.Format, key.Summary, book.Stamp, ToFragment);
        return written;

        EntryFragment ToFragment(Article article) =>
            FeedWriter.Fragment(ToEntry(article, key, book), key.Format, context)!;
    }

    // Partners are few, and so are their documents: nothing of them is kept but the whole.
    private (EntryFragment[] Written, IReadOnlyList<Article> Articles) Vary(
        Profile profile,
        FeedKey key,
        IReadOnlyList<Article> articles,
        CategoryBook book,
        FragmentContext context
    )
    {
        var all = articles.Select(a => (Article: a, Entry: ToEntry(a, key, book))).ToArray();
        var byId = all.ToDictionary(e => e.Entry.Id!, e => e.Article, StringComparer.Ordinal);
        var entries = profile.Select(all.Select(e => e.Entry)).ToList();
        return (
            [.. entries.Select(e => FeedWriter.Fragment(e, key.Format, context)!)],
            [.. entries.Select(e => byId[e.Id!])]
        );
    }

    private Entry ToEntry(Article article, FeedKey key, CategoryBook book) =>
        EntryText.Of(article, key.Summary, publication.Value.Language, book);

    // Fragments stand one after the other; only the first has to be looked for.
    private static List<FeedEntry> Locate(
        ReadOnlySpan<byte> document,
        EntryFragment[] written,
        IReadOnlyList<Article> articles
    )
    {
        var entries = new List<FeedEntry>(written.Length);
        var at = 0;
        for (var i = 0; i < written.Length; i++)
        {
            var found = document[at..].IndexOf(written[i].Bytes.Span);
            // Only an entry of an id that stands there already is left out.
            if (found < 0)
                continue;
            at += found;
            var updated = articles[i].UpdatedAt.ToUniversalTime();
            entries.Add(new(Place.Of(articles[i]), updated, at, written[i].Bytes.Length, Since: 0));
            at += written[i].Bytes.Length;
        }
        return entries;
    }

    private Feed Head(FeedKey key, FeedSlice slice, CategoryBook book, FeedLinks links)
    {
        var options = publication.Value;
        return new()
        {
            Id = links.Id,
            Title = TitleOf(key, slice, book),
            Description = options.Description,
            Link = options.SiteUrl,
            Self = links.Self,
            Hubs = [links.Hub],
            Cloud = links.Cloud,
            Language = options.Language,
            Updated =
                slice.Articles.Select(a => (DateTimeOffset?)a.UpdatedAt.ToUniversalTime()).Max() ?? Never,
            Rights = options.Copyright,
            Image = options.Logo is { Length: > 0 } logo ? logo : null,
            Generator = Generator,
            // RFC 4287 §4.1.1: an author is owed where an entry names none.
            Authors = [new(options.Title)],
            Categories = FeedTitle.Categories(key.Selection, book),
            Pages = links.Pages,
        };
    }
}
