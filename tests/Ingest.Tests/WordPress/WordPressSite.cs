using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using System.Web;
using Syndication.Hosting.Json;
using Syndication.Testing;

namespace Syndication.Ingest.Tests.WordPress;

/// <summary>A site that answers as WordPress does: lists, pages, filters, embeds, its own errors.</summary>
internal sealed class WordPressSite : IAsyncDisposable
{
    private readonly CannedHttp _server;

    public WordPressSite() => _server = new(AnswerAsync);

    public Uri Home => _server.Url("/");
    public Uri Root => _server.Url("/wp-json/");
    public IReadOnlyList<string> Requests => _server.Requests;

    /// <summary>Every post that was ever written, whatever its status.</summary>
    public List<JsonObject> Posts { get; } = [];
    public List<JsonObject> Categories { get; } = [];
    public List<JsonObject> Users { get; } = [];
    public bool HeedsModifiedAfter { get; set; } = true;
    public bool PlainLinks { get; init; }
    public string? Preamble { get; set; }

    /// <summary>Answers instead of the site, where it answers at all.</summary>
    public Func<string, (string Head, string Body)?> Instead { get; set; } = _ => null;

    public JsonObject Add(int id, string title, DateTimeOffset modified, string status = "publish")
    {
        var post = JsonNode
            .Parse(
                $$"""
                {"id":{{id}},"date_gmt":"2025-08-13T06:43:00","modified_gmt":"{{Text(
                    modified
                )}}","status":"{{status}}",
                 "type":"post","guid":{"rendered":"{{Home}}?p={{id}}"},"link":"{{Home}}khobor/{{id}}/",
                 "title":{"rendered":"{{title}}"},"author":3,"featured_media":0,"categories":[5],"tags":[],
                 "excerpt":{"rendered":"<p>সারাংশ</p>","protected":false},
                 "content":{"rendered":"<p>লেখা {{id}}</p>","protected":false} }
                """
            )!
            .AsObject();
        Posts.RemoveAll(p => (int)p["id"]! == id);
        Posts.Add(post);
        return post;
    }

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    private async Task AnswerAsync(string request, Stream stream, CancellationToken ct)
    {
        var target = request.Split(' ')[1];
        var (head, body) = Instead(target) ?? Answer(new Uri(Home, target));
        await CannedHttp.WriteAsync(stream, head, Encoding.UTF8.GetBytes(body), ct);
    }

    private (string Head, string Body) Answer(Uri url)
    {
        var query = HttpUtility.ParseQueryString(url.Query);
        var route = PlainLinks ? query["rest_route"] ?? "" : url.AbsolutePath;
        var name = route[
            (route.IndexOf("/wp/v2/", StringComparison.Ordinal) is >= 0 and var at ? at + 7 : 0)..
        ];
        if (!route.Contains("/wp/v2/", StringComparison.Ordinal))
            return (
                $"HTTP/1.1 200 OK\nContent-Type: text/html\nLink: <{(PlainLinks ? Home + "?rest_route=/" : Root.AbsoluteUri)}>; rel=\"https://api.w.org/\"",
                "<html></html>"
            );
        if (name == "posts")
            return List(Filtered(query), query);
        if (name.StartsWith("posts/", StringComparison.Ordinal))
            return One(int.Parse(name[6..], CultureInfo.InvariantCulture));
        return List(Included(name == "users" ? Users : Categories, query), query);
    }

    private IEnumerable<JsonObject> Filtered(System.Collections.Specialized.NameValueCollection query)
    {
        var posts = Included(Posts, query).Where(p => (string?)p["status"] == "publish");
        if (HeedsModifiedAfter && query["modified_after"] is { } after)
            posts = posts.Where(p => string.CompareOrdinal((string?)p["modified_gmt"] + "Z", after) > 0);
        posts = posts.OrderBy(p => (string?)p["modified_gmt"], StringComparer.Ordinal);
        return query["order"] == "asc" ? posts : posts.Reverse();
    }

    private static IEnumerable<JsonObject> Included(
        List<JsonObject> all,
        System.Collections.Specialized.NameValueCollection query
    ) =>
        query["include"]?.Split(',') is { } ids
            ? all.Where(o => ids.Contains(o["id"]!.ToString(), StringComparer.Ordinal))
            : all;

    private (string, string) List(
        IEnumerable<JsonObject> items,
        System.Collections.Specialized.NameValueCollection query
    )
    {
        var size = int.Parse(query["per_page"] ?? "10", CultureInfo.InvariantCulture);
        var page = int.Parse(query["page"] ?? "1", CultureInfo.InvariantCulture);
        var all = items.ToList();
        var pages = (all.Count + size - 1) / size;
        if (page > Math.Max(pages, 1))
            return ("HTTP/1.1 400 Bad Request", """{"code":"rest_post_invalid_page_number"}""");
        var some = all.Skip((page - 1) * size).Take(size).Select(o => o.ToJsonString(HouseJson.Options));
        return (
            $"HTTP/1.1 200 OK\nContent-Type: application/json\nX-WP-TotalPages: {pages}",
            $"{Preamble}[{string.Join(',', some)}]"
        );
    }

    private (string, string) One(int id) =>
        Posts.Find(p => (int)p["id"]! == id) switch
        {
            null => ("HTTP/1.1 404 Not Found", """{"code":"rest_post_invalid_id","data":{"status":404}}"""),
            var post when (string?)post["status"] != "publish" => (
                "HTTP/1.1 401 Unauthorized",
                """{"code":"rest_forbidden","data":{"status":401}}"""
            ),
            var post => ("HTTP/1.1 200 OK", post.ToJsonString(HouseJson.Options)),
        };

    private static string Text(DateTimeOffset instant) =>
        instant.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss", CultureInfo.InvariantCulture);
}
