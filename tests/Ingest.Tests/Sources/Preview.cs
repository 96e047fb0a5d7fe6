using System.IO.Compression;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;

namespace Syndication.Ingest.Tests.Sources;

/// <summary>Asks for previews, and invented feeds to be previewed.</summary>
internal static class Preview
{
    public const string Path = "/api/sources/preview";

    public const string Rss = """
        <?xml version="1.0" encoding="utf-8"?>
        <rss version="2.0"><channel><title>নমুনা &amp; সংবাদ</title><link>/</link><description>কথা</description>
        <item><title>নদীর ধারে মেলা</title><link>/national/1</link>
        <description>&lt;p onclick="x()"&gt;মেলা &lt;a href="/mela"&gt;বসেছে&lt;/a&gt;&lt;/p&gt;</description>
        <pubDate>১৩ আগস্ট ২০২৫, ১২:৪৩</pubDate></item></channel></rss>
        """;

    public const string Atom = """
        <feed xmlns="http://www.w3.org/2005/Atom"><id>urn:f</id><title>নমুনা</title><updated>2025-08-13T12:43:00+06:00</updated>
        <entry><id>urn:e</id><title>নদী</title><updated>2025-08-13T12:43:00+06:00</updated></entry></feed>
        """;

    public const string JsonFeed = """
        {"version":"https://jsonfeed.org/version/1.1","title":"নমুনা","url":"https://khobor.example/",
         "items":[{"id":"১","title":"নদী","content_text":"জল"}]}
        """;

    public static async Task<(int Status, JsonNode Body)> PreviewAsync(
        this HttpClient client,
        byte[] body,
        string? type = "application/rss+xml",
        string? coding = null,
        string query = ""
    )
    {
        using var content = new ByteArrayContent(body);
        if (type is not null)
            content.Headers.TryAddWithoutValidation("Content-Type", type);
        if (coding is not null)
            content.Headers.TryAddWithoutValidation("Content-Encoding", coding);
        using var answer = await client.PostAsync(Path + query, content, IngestHost.Ct);
        var status = (int)answer.StatusCode;
        Assert.Equal(
            status == 200 ? "application/json" : "application/problem+json",
            answer.Content.Headers.ContentType?.MediaType
        );
        return (status, (await answer.Content.ReadFromJsonAsync<JsonNode>(IngestHost.Ct))!);
    }

    public static Task<(int Status, JsonNode Body)> PreviewAsync(
        this HttpClient client,
        string body,
        string? type = "application/rss+xml",
        string query = ""
    ) => client.PreviewAsync(Encoding.UTF8.GetBytes(body), type, null, query);

    public static byte[] Pack(byte[] bytes, string coding)
    {
        using var packed = new MemoryStream();
        using (
            Stream pack = coding switch
            {
                "br" => new BrotliStream(packed, CompressionLevel.Fastest),
                "deflate" => new ZLibStream(packed, CompressionLevel.Fastest),
                _ => new GZipStream(packed, CompressionLevel.Fastest),
            }
        )
            pack.Write(bytes);
        return packed.ToArray();
    }
}
