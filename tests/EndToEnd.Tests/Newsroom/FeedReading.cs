using System.Globalization;
using System.Net;
using System.Text.Json;
using System.Xml.Linq;

namespace Syndication.EndToEnd.Tests.Newsroom;

/// <summary>Reads feeds as a stranger's reader would: with none of the house's own code.</summary>
internal static class FeedReading
{
    private static readonly XNamespace Atom = "http://www.w3.org/2005/Atom";
    private static readonly XNamespace DublinCore = "http://purl.org/dc/elements/1.1/";

    /// <summary>The entries of a feed that must be there.</summary>
    public static async Task<IReadOnlyList<Item>> ItemsAsync(
        this HttpClient reader,
        string path,
        CancellationToken ct
    )
    {
        using var answer = await reader.GetAsync(path, ct);
        var body = await answer.Content.ReadAsStringAsync(ct);
        Assert.True(answer.StatusCode == HttpStatusCode.OK, $"{path}: {(int)answer.StatusCode}: {body}");
        return answer.Content.Headers.ContentType?.MediaType switch
        {
            "application/rss+xml" => Rss(XDocument.Parse(body)),
            "application/atom+xml" => AtomItems(XDocument.Parse(body)),
            "application/feed+json" => Json(body),
            var other => throw new InvalidDataException($"{path} is {other}"),
        };
    }

    private static List<Item> Rss(XDocument feed) =>
        [
            .. feed.Descendants("item")
                .Select(item => new Item
                {
                    Id = item.Element("guid")!.Value,
                    Title = item.Element("title")!.Value,
                    Author = item.Element(DublinCore + "creator")?.Value,
                    Published = Instant(item.Element("pubDate")),
                    Categories = [.. item.Elements("category").Select(c => c.Value)],
                }),
        ];

    private static List<Item> AtomItems(XDocument feed) =>
        [
            .. feed.Descendants(Atom + "entry")
                .Select(entry => new Item
                {
                    Id = entry.Element(Atom + "id")!.Value,
                    Title = entry.Element(Atom + "title")!.Value,
                    Author = entry.Element(Atom + "author")?.Element(Atom + "name")?.Value,
                    Published = Instant(entry.Element(Atom + "published")),
                    Categories =
                    [
                        .. entry
                            .Elements(Atom + "category")
                            .Select(c => ((string?)c.Attribute("label") ?? (string?)c.Attribute("term"))!),
                    ],
                }),
        ];

    private static DateTimeOffset? Instant(XElement? element) =>
        element is null ? null : DateTimeOffset.Parse(element.Value, CultureInfo.InvariantCulture);

    private static List<Item> Json(string body)
    {
        using var feed = JsonDocument.Parse(body);
        return [.. feed.RootElement.GetProperty("items").EnumerateArray().Select(JsonItem)];
    }

    private static Item JsonItem(JsonElement item) =>
        new()
        {
            Id = item.GetProperty("id").GetString()!,
            Title = item.GetProperty("title").GetString()!,
            Author = item.TryGetProperty("authors", out var authors)
                ? authors[0].GetProperty("name").GetString()
                : null,
            Published = item.TryGetProperty("date_published", out var date) ? date.GetDateTimeOffset() : null,
            Categories = item.TryGetProperty("tags", out var tags)
                ? [.. tags.EnumerateArray().Select(t => t.GetString()!)]
                : [],
        };
}
