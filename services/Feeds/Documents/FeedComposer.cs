using System.Buffers;
using Microsoft.Extensions.Options;
using Syndication.Contracts;
using Syndication.Feeds.Categories;
using Syndication.Feeds.Entries;
using Syndication.Formats;
using Syndication.Hosting.Publication;
using FeedCategory = Syndication.Formats.Category;

namespace Syndication.Feeds.Documents;

/// <summary>Makes documents: a pure function of articles, categories and configuration.</summary>
internal sealed class FeedComposer(IOptions<PublicationOptions> publication, PublicAddress address)
{
    private const string Generator = "Syndication";

    // What stands for "never": long past, yet not so long that validators take it for a mistake.
    private static readonly DateTimeOffset Never = new(2000, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public FeedDocument Compose(FeedKey key, FeedSlice slice, CategoryBook book)
    {
        var self = address.Origin + key.Path;
        var hub = $"{address.Origin}/hub";
        var output = new ArrayBufferWriter<byte>();
        FeedWriter.Write(Model(key.Selector, slice, book, self, hub), key.Format, output);
        return new(output.WrittenSpan.ToArray())
        {
            ContentType = key.Format.ContentType,
            Links = $"<{self}>; rel=\"self\", <{hub}>; rel=\"hub\"",
            Path = key.Path,
            ModifiedAt = slice.ModifiedAt ?? Never,
            Entries = slice.Stamp,
            Categories = book.Stamp,
        };
    }

    private Feed Model(string selector, FeedSlice slice, CategoryBook book, string self, string hub)
    {
        var options = publication.Value;
        var category = book.Find(selector);
        var entries = slice.Articles.Select(article => ToEntry(article, book)).ToArray();
        return new()
        {
            Title = category is null ? options.Title : $"{category.Name} — {options.Title}",
            Description = options.Description,
            Link = options.SiteUrl,
            Self = self,
            Hubs = [hub],
            Language = options.Language,
            Updated = entries.Max(e => e.Updated) ?? Never,
            Rights = options.Copyright,
            Image = options.Logo is { Length: > 0 } logo ? logo : null,
            Generator = Generator,
            // RFC 4287 §4.1.1: an author is owed where an entry names none.
            Authors = [new(options.Title)],
            Categories = category is null ? [] : [new(category.Slug, Label: category.Name)],
            Entries = entries,
        };
    }

    private Entry ToEntry(Article article, CategoryBook book) =>
        new()
        {
            Id = $"urn:uuid:{article.Id}",
            Link = article.Url,
            Title = article.Title,
            Summary = article.Summary,
            Content = article.Content,
            Published = article.PublishedAt.ToUniversalTime(),
            Updated = article.UpdatedAt.ToUniversalTime(),
            Authors = [.. article.Authors.Select(a => new Formats.Person(a.Name, a.Email, a.Url))],
            Categories =
            [
                .. article.Categories.Select(slug => ToCategory(slug, book)).OfType<FeedCategory>(),
            ],
            Enclosures = [.. article.Enclosures.Select(e => new Formats.Enclosure(e.Url, e.Type, e.Length))],
            Image = article.Image is { } image
                ? new(image.Url, image.Alt, image.Width, image.Height, image.Type)
                : null,
            Language = article.Language == publication.Value.Language ? null : article.Language,
            Source = article.Source is { } source ? new(null, source.Name, source.Url) : null,
            Correction = article.Correction,
        };

    // A category blocked since is not advertised; one not told of yet has no name.
    private static FeedCategory? ToCategory(string slug, CategoryBook book) =>
        book.Find(slug) is { } known
            ? known.IsBlocked
                ? null
                : new(slug, Label: known.Name)
            : new(slug);
}
