using System.Text.Json;
using Syndication.Ingest.Articles;
using Syndication.Ingest.Pages;

namespace Syndication.Ingest.WordPress;

/// <summary>Makes articles of posts as <c>/wp/v2/posts?_embed</c> lists them. Pure.</summary>
internal static class WordPressPosts
{
    // What is optional and cannot be is left out: an edit is told once, and would be lost with it.
    private const int LongestAlt = 1000;
    private const int LongestName = 200;
    private const int MostTags = 100;

    /// <summary>True for a post whose text is for those who know a password.</summary>
    public static bool IsProtected(JsonElement post) =>
        WordPressJson.Flag(WordPressJson.Member(post, "content"), "protected");

    /// <summary>True for what every reader may see.</summary>
    public static bool IsPublic(JsonElement post) =>
        WordPressJson.Text(post, "status") is null or "publish"
        && WordPressJson.Text(post, "type") is null or "post";

    public static long? IdOf(JsonElement post) => WordPressJson.Number(post, "id");

    public static string? GuidOf(JsonElement post) => WordPressJson.Rendered(post, "guid");

    public static DateTimeOffset? ModifiedOf(JsonElement post) => WordPressJson.Instant(post, "modified_gmt");

    /// <param name="post">One of the list.</param>
    /// <param name="site">What relative addresses are counted from.</param>
    /// <param name="names">What the post itself does not embed.</param>
    public static ArticleInput Article(JsonElement post, Uri site, WordPressNames names)
    {
        var embedded = WordPressJson.Member(post, "_embedded");
        return new()
        {
            Guid = GuidOf(post),
            Url = PageUrl.Resolve(WordPressJson.Text(post, "link"), site),
            Title = WordPressJson.Rendered(post, "title"),
            Summary = WordPressJson.Rendered(post, "excerpt"),
            Content = WordPressJson.Rendered(post, "content"),
            Authors = Authors(post, embedded, site, names),
            Categories = Terms(post, embedded, "category", "categories", names.Categories),
            Tags =
            [
                .. Terms(post, embedded, "post_tag", "tags", names.Tags)
                    .Where(t => t is { Length: <= LongestName })
                    .Take(MostTags),
            ],
            PublishedAt = WordPressJson.Instant(post, "date_gmt"),
            UpdatedAt = ModifiedOf(post),
            Image = Image(post, embedded, site, names),
        };
    }

    /// <summary>Ids that the post names and does not embed.</summary>
    public static void CollectMissing(JsonElement post, WordPressNames names)
    {
        var embedded = WordPressJson.Member(post, "_embedded");
        if (!People(embedded).Any() && WordPressJson.Number(post, "author") is > 0 and var author)
            names.Users.Want(author);
        if (Picture(embedded) is null && WordPressJson.Number(post, "featured_media") is > 0 and var picture)
            names.Media.Want(picture);
        Want(post, "categories", Embedded(embedded, "category"), names.Categories);
        Want(post, "tags", Embedded(embedded, "post_tag"), names.Tags);
    }

    private static void Want(
        JsonElement post,
        string field,
        IEnumerable<JsonElement> embedded,
        WordPressLookup lookup
    )
    {
        var there = embedded.Select(t => WordPressJson.Number(t, "id")).ToHashSet();
        foreach (var id in Ids(post, field).Where(id => !there.Contains(id)))
            lookup.Want(id);
    }

    private static List<PersonInput?> Authors(
        JsonElement post,
        JsonElement? embedded,
        Uri site,
        WordPressNames names
    )
    {
        var people = People(embedded).ToList();
        if (people.Count == 0 && names.Users.Find(WordPressJson.Number(post, "author")) is { } known)
            people.Add(known);
        return
        [
            .. people.Select(p => new PersonInput(
                WordPressJson.Text(p, "name"),
                Email: null,
                PageUrl.Resolve(WordPressJson.Text(p, "link"), site)
            )),
        ];
    }

    // A user who may not be shown is embedded as an error.
    private static IEnumerable<JsonElement> People(JsonElement? embedded) =>
        WordPressJson
            .Items(embedded, "author")
            .Where(p => WordPressJson.Text(p, "name") is { Length: > 0 and <= LongestName });

    private static List<string?> Terms(
        JsonElement post,
        JsonElement? embedded,
        string taxonomy,
        string field,
        WordPressLookup lookup
    )
    {
        var terms = Embedded(embedded, taxonomy).ToList();
        var there = terms.Select(t => WordPressJson.Number(t, "id")).ToHashSet();
        terms.AddRange(
            Ids(post, field)
                .Where(id => !there.Contains(id))
                .Select(id => lookup.Find(id))
                .OfType<JsonElement>()
        );
        var named = terms.Select(t => WordPressJson.Text(t, "name")).ToList();
        return taxonomy == "category" ? [.. named, .. Nameless(post, field, terms)] : named;
    }

    // A category that the site does not name is still one, and nobody here knows it.
    private static IEnumerable<string> Nameless(JsonElement post, string field, List<JsonElement> terms)
    {
        var there = terms
            .Where(t => WordPressJson.Text(t, "name") is { Length: > 0 })
            .Select(t => WordPressJson.Number(t, "id"))
            .ToHashSet();
        return Ids(post, field).Where(id => !there.Contains(id)).Select(id => $"#{id}");
    }

    private static IEnumerable<JsonElement> Embedded(JsonElement? embedded, string taxonomy) =>
        WordPressJson
            .Items(embedded, "wp:term")
            .SelectMany(group => WordPressJson.Items(group))
            .Where(t => WordPressJson.Text(t, "taxonomy") == taxonomy);

    private static IEnumerable<long> Ids(JsonElement post, string field) =>
        WordPressJson.Items(post, field).Select(i => WordPressJson.Number(i)).OfType<long>();

    private static JsonElement? Picture(JsonElement? embedded) =>
        WordPressJson
            .Items(embedded, "wp:featuredmedia")
            .Where(m => WordPressJson.Text(m, "source_url") is { Length: > 0 })
            .Select(m => (JsonElement?)m)
            .FirstOrDefault();

    private static ImageInput? Image(JsonElement post, JsonElement? embedded, Uri site, WordPressNames names)
    {
        var picture = Picture(embedded) ?? names.Media.Find(WordPressJson.Number(post, "featured_media"));
        if (PageUrl.Resolve(WordPressJson.Text(picture, "source_url"), site) is not { } url)
            return null;
        var details = WordPressJson.Member(picture, "media_details");
        return new(
            url,
            WordPressJson.Text(picture, "alt_text") is { Length: <= LongestAlt } alt ? alt : null,
            Pixels(details, "width"),
            Pixels(details, "height"),
            new FieldReader(new()).MediaType("type", WordPressJson.Text(picture, "mime_type"))
        );
    }

    private static int? Pixels(JsonElement? details, string side) =>
        WordPressJson.Number(details, side) is > 0 and <= int.MaxValue and var pixels ? (int)pixels : null;
}
