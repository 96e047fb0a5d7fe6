using System.Net;
using System.Security.Cryptography;
using System.Text;
using Syndication.Formats;
using Syndication.Formats.Html;
using Syndication.Ingest.Articles;
using Syndication.Ingest.Store;

namespace Syndication.Ingest.Sources;

/// <summary>
/// A feed's entries as articles. What is optional and cannot be is left out, so that a broken picture does not cost the
/// article; texts are encoded, because the intake takes them as HTML.
/// </summary>
internal sealed class FeedArticles(SourceRow source, Feed feed)
{
    private const int LongestTitle = 1000;
    private const int LongestMadeTitle = 100;
    private const int LongestGuid = 900;
    private const int MostPeople = 50;

    private readonly FieldReader _fields = new(new FieldErrors());
    private readonly CategoryMapping _categories = new(source);

    /// <returns>Null for an entry that could not be recognised when it comes again.</returns>
    public ArticleInput? Article(Entry entry)
    {
        var url = _fields.WebUrl("url", entry.Link);
        var guid = Guid(entry.Id);
        if (guid is null && url is null)
            return null;
        var names = entry.Categories.Select(c => c.Label ?? c.Term);
        return new()
        {
            Guid = guid,
            Url = url,
            Title = WebUtility.HtmlEncode(Title(entry)),
            Summary = entry.Summary,
            Content = entry.Content,
            Authors = Authors(entry.Authors.Count > 0 ? entry.Authors : feed.Authors),
            Categories = _categories.Of(names),
            Language = _fields.Language("language", entry.Language ?? feed.Language),
            PublishedAt = entry.Published ?? entry.Updated,
            UpdatedAt = entry.Updated,
            Image = Image(entry.Image),
            Enclosures = [.. entry.Enclosures.Select(Enclosure).OfType<EnclosureInput>()],
            Source = new(
                WebUtility.HtmlEncode(entry.Source?.Title ?? source.Name),
                _fields.WebUrl("source", entry.Source?.Link ?? feed.Link) ?? source.Url
            ),
            Correction = WebUtility.HtmlEncode(entry.Correction),
        };
    }

    // An address or a URN is meant to be the only one of its kind; "1" is so in its feed alone.
    private string? Guid(string? id)
    {
        var text = id?.Trim();
        if (string.IsNullOrEmpty(text))
            return null;
        if (text.Length > LongestGuid)
            text = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
        return IsGlobal(text) ? text : $"{source.Id:N}:{text}";
    }

    private static bool IsGlobal(string id) =>
        id.StartsWith("http://", StringComparison.OrdinalIgnoreCase)
        || id.StartsWith("https://", StringComparison.OrdinalIgnoreCase)
        || id.StartsWith("urn:uuid:", StringComparison.OrdinalIgnoreCase)
        || id.StartsWith("tag:", StringComparison.OrdinalIgnoreCase);

    // Short messages come without a title, and show their first words.
    private static string? Title(Entry entry)
    {
        if (entry.Title is { Length: > 0 } title)
            return title.Length <= LongestTitle ? title : Cut(title, LongestTitle);
        if ((entry.Summary ?? entry.Content) is not { Length: > 0 } html)
            return null;
        try
        {
            return Cut(HtmlCleaner.ToPlainText(html), LongestMadeTitle);
        }
        catch (HtmlTooComplexException)
        {
            return null;
        }
    }

    // At a blank: to cut elsewhere would split a conjunct.
    private static string Cut(string text, int longest)
    {
        if (text.Length <= longest)
            return text;
        var blank = text.LastIndexOf(' ', longest - 1);
        var end = blank > longest / 2 ? blank : longest - 1;
        if (char.IsHighSurrogate(text[end - 1]))
            end--;
        return text[..end].TrimEnd() + "…";
    }

    private List<PersonInput> Authors(IReadOnlyList<Person> people) =>
        [
            .. people
                .Where(p => p.Name is { Length: > 0 and <= 200 })
                .Take(MostPeople)
                .Select(p => new PersonInput(
                    WebUtility.HtmlEncode(p.Name),
                    _fields.Email("email", p.Email),
                    _fields.WebUrl("url", p.Url)
                )),
        ];

    private ImageInput? Image(FeedImage? image) =>
        _fields.WebUrl("image", image?.Url) is { } url
            ? new(
                url,
                WebUtility.HtmlEncode(image!.Alt is { Length: > 1000 } alt ? Cut(alt, 1000) : image.Alt),
                _fields.Positive("width", image.Width),
                _fields.Positive("height", image.Height),
                _fields.MediaType("type", image.Type)
            )
            : null;

    private EnclosureInput? Enclosure(Enclosure enclosure) =>
        _fields.WebUrl("enclosure", enclosure.Url) is { } url
            ? new(
                url,
                _fields.MediaType("type", enclosure.Type),
                _fields.NotNegative("length", enclosure.Length)
            )
            : null;
}
