using Microsoft.Extensions.Options;
using Syndication.Contracts;
using Syndication.Formats.Html;
using Syndication.Hosting.Publication;

namespace Syndication.Ingest.Articles;

/// <summary>The door: makes a draft of an input, or says field by field why not.</summary>
internal sealed class ArticleParser(IOptions<PublicationOptions> publication)
{
    private const int LongestTitle = 1000;
    private const int LongestGuid = 1000;
    private const int LongestCorrection = 2000;

    /// <returns>The draft, or null with <paramref name="errors"/> filled.</returns>
    public ArticleDraft? Parse(ArticleInput input, FieldErrors errors)
    {
        var fields = new FieldReader(errors);
        var url = fields.WebUrl("url", input.Url);
        var guid = fields.Text("guid", input.Guid, LongestGuid);
        var title = fields.PlainText("title", input.Title, LongestTitle);
        if (title is null && !errors.Has("title"))
            errors.Add("title", "An article needs a title.");
        if (guid is null && url is null && !errors.Any)
            errors.Add("guid", "An article needs a guid or a url.");
        var content = new ArticleContent
        {
            Guid = guid,
            Url = url,
            Title = title ?? "",
            Summary = Clean("summary", input.Summary, url, errors),
            Content = Clean("content", input.Content, url, errors),
            Authors = Authors(input, fields),
            UnknownCategories = fields.Names("categories", input.Categories),
            Tags = fields.Names("tags", input.Tags),
            Language = fields.Language("language", input.Language) ?? publication.Value.Language,
            Image = Image(input.Image, fields),
            Enclosures = Enclosures(input, fields),
            Source = Source(input.Source, fields),
            Breaking = Breaking(input.Breaking, errors),
            EmbargoUntil = input.EmbargoUntil,
            Correction = fields.PlainText("correction", input.Correction, LongestCorrection),
        };
        return errors.Any
            ? null
            : new(content, input.PublishedAt, input.UpdatedAt, input.Significant ?? false);
    }

    private static string? Clean(string field, string? html, string? url, FieldErrors errors)
    {
        if (string.IsNullOrWhiteSpace(html))
            return null;
        try
        {
            var clean = HtmlCleaner.Clean(html, url is null ? null : new Uri(url));
            return clean.Length == 0 ? null : clean;
        }
        catch (HtmlTooComplexException fault)
        {
            errors.Add(field, fault.Message);
            return null;
        }
    }

    private static List<Person> Authors(ArticleInput input, FieldReader fields)
    {
        var authors = new List<Person>();
        for (var i = 0; i < (input.Authors?.Count ?? 0); i++)
        {
            var author = input.Authors![i];
            if (fields.PlainText($"authors[{i}].name", author?.Name, 200) is { } name)
                authors.Add(
                    new(
                        name,
                        fields.Email($"authors[{i}].email", author!.Email),
                        fields.WebUrl($"authors[{i}].url", author.Url)
                    )
                );
        }
        return authors;
    }

    private static ArticleImage? Image(ImageInput? image, FieldReader fields) =>
        image is null || fields.RequiredWebUrl("image.url", image.Url) is not { } url
            ? null
            : new(
                url,
                fields.PlainText("image.alt", image.Alt, 1000),
                fields.Positive("image.width", image.Width),
                fields.Positive("image.height", image.Height),
                fields.MediaType("image.type", image.Type)
            );

    private static List<Enclosure> Enclosures(ArticleInput input, FieldReader fields)
    {
        var enclosures = new List<Enclosure>();
        for (var i = 0; i < (input.Enclosures?.Count ?? 0); i++)
        {
            var enclosure = input.Enclosures![i];
            if (fields.RequiredWebUrl($"enclosures[{i}].url", enclosure?.Url) is { } url)
                enclosures.Add(
                    new(
                        url,
                        fields.MediaType($"enclosures[{i}].type", enclosure!.Type),
                        fields.NotNegative($"enclosures[{i}].length", enclosure.Length)
                    )
                );
        }
        return enclosures;
    }

    private static ArticleSource? Source(SourceInput? source, FieldReader fields)
    {
        var name = fields.PlainText("source.name", source?.Name, 300);
        var url = fields.WebUrl("source.url", source?.Url);
        return name is null && url is null ? null : new(name, url);
    }

    private static BreakingLevel Breaking(string? level, FieldErrors errors)
    {
        switch (level)
        {
            case null or "none":
                return BreakingLevel.None;
            case "breaking":
                return BreakingLevel.Breaking;
            case "flash":
                return BreakingLevel.Flash;
            default:
                errors.Add("breaking", "One of none, breaking, flash.");
                return BreakingLevel.None;
        }
    }
}
