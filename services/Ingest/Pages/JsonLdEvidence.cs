using System.Net;
using System.Text.Json;
using AngleSharp.Dom;
using Syndication.Contracts;

namespace Syndication.Ingest.Pages;

/// <summary>schema.org in JSON-LD: <c>NewsArticle</c> and its kin.</summary>
internal static class JsonLdEvidence
{
    public static Evidence Read(IDocument page, Uri? url, PageContext context)
    {
        var nodes = JsonLdNodes.Read(page);
        var crumbs = Breadcrumbs(nodes);
        if (OwnArticle.Find(nodes, page, url) is not { } article)
            return new Evidence { Categories = crumbs };
        var authors = JsonLdNodes.Values(article, "author").Select(nodes.Follow).ToList();
        var sections = Texts(article, "articleSection", splitCommas: false);
        return new Evidence
        {
            SaysArticle = true,
            Title = JsonLdNodes.Text(article, "headline") ?? JsonLdNodes.Text(article, "name"),
            Summary = JsonLdNodes.Text(article, "description"),
            People = Names(authors.Where(a => !IsOrganization(a))),
            Organizations = Names(authors.Where(IsOrganization)),
            Categories = sections.Count > 0 ? sections : crumbs,
            Tags = Texts(article, "keywords", splitCommas: true),
            PublishedAt = MachineDate.Read(JsonLdNodes.Text(article, "datePublished"), context.Zone),
            UpdatedAt = MachineDate.Read(JsonLdNodes.Text(article, "dateModified"), context.Zone),
            Image = Image(nodes, article, url),
            Url = Address(article),
            Language = JsonLdNodes.Text(article, "inLanguage"),
            BodyHtml = Body(article),
        };
    }

    private static bool IsOrganization(JsonElement author) =>
        JsonLdNodes.IsType(author, t => t.EndsWith("Organization", StringComparison.Ordinal));

    private static List<string> Names(IEnumerable<JsonElement> authors) =>
        [
            .. authors
                .Select(a =>
                    a.ValueKind == JsonValueKind.String
                        ? PageText.Plain(a.GetString())
                        : JsonLdNodes.Text(a, "name")
                )
                .OfType<string>()
                .Where(n => !n.StartsWith("http", StringComparison.Ordinal)),
        ];

    private static List<string> Texts(JsonElement node, string name, bool splitCommas) =>
        [
            .. JsonLdNodes
                .Values(node, name)
                .Where(v => v.ValueKind == JsonValueKind.String)
                .SelectMany(v => splitCommas ? v.GetString()!.Split(',') : [v.GetString()!])
                .Select(PageText.Plain)
                .OfType<string>()
                .Distinct(StringComparer.Ordinal),
        ];

    internal static string? Address(JsonElement article) =>
        JsonLdNodes.Text(article, "url")
        ?? JsonLdNodes.Text(article, "mainEntityOfPage")
        ?? JsonLdNodes
            .Values(article, "mainEntityOfPage")
            .Select(v => JsonLdNodes.Text(v, "@id"))
            .FirstOrDefault();

    private static ArticleImage? Image(JsonLdNodes nodes, JsonElement article, Uri? url)
    {
        foreach (var image in JsonLdNodes.Values(article, "image").Select(nodes.Follow))
        {
            var address =
                image.ValueKind == JsonValueKind.String
                    ? image.GetString()
                    : JsonLdNodes.Text(image, "url") ?? JsonLdNodes.Text(image, "contentUrl");
            if (PageUrl.Resolve(address, url) is { } resolved)
                return new ArticleImage(resolved, JsonLdNodes.Text(image, "caption"));
        }
        return PageUrl.Resolve(JsonLdNodes.Text(article, "thumbnailUrl"), url) is { } small
            ? new ArticleImage(small)
            : null;
    }

    // The first crumb is the home page, and the last may be the article itself.
    private static List<string> Breadcrumbs(JsonLdNodes nodes)
    {
        var list = nodes.All.FirstOrDefault(n => JsonLdNodes.IsType(n, t => t == "BreadcrumbList"));
        var names = JsonLdNodes
            .Values(list, "itemListElement")
            .Select(i => JsonLdNodes.Text(i, "name") ?? Inner(i))
            .OfType<string>()
            .ToList();
        return names.Count > 2 ? names[1..^1] : [];
    }

    private static string? Inner(JsonElement crumb) =>
        JsonLdNodes.Values(crumb, "item").Select(i => JsonLdNodes.Text(i, "name")).FirstOrDefault();

    private static string? Body(JsonElement article)
    {
        var body = JsonLdNodes
            .Values(article, "articleBody")
            .Where(v => v.ValueKind == JsonValueKind.String)
            .Select(v => v.GetString())
            .FirstOrDefault(v => !string.IsNullOrWhiteSpace(v));
        if (body is null || body.Contains("<p", StringComparison.OrdinalIgnoreCase))
            return body;
        var paragraphs = body.Split('\n').Select(PageText.Plain).OfType<string>();
        return string.Concat(paragraphs.Select(p => $"<p>{WebUtility.HtmlEncode(p)}</p>"));
    }
}
