using System.IO.Compression;
using System.Text.Encodings.Web;
using System.Text.Json;
using Syndication.Benchmarks.Ingest;
using Syndication.Testing;
using Syndication.Testing.Deployments;
using Syndication.Testing.Servers;

namespace Syndication.Benchmarks.Feeds;

/// <summary>
/// A feed of 50 entries, in gzip, as it is, and unchanged (304), from Standalone and from Feeds on Redis and RabbitMQ; beside
/// each, nginx with the same bytes as files, packed beforehand.
/// </summary>
internal static class Serving
{
    private const int Entries = 50;
    private const int Articles = 60;
    private const string Feed = "/feeds/sports.rss";
    private const string File = "feed.rss";
    private const string Gzip = "Accept-Encoding: gzip";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public static async Task MeasureAsync(Limits limits)
    {
        await using (var house = new EmbeddedDeployment())
        {
            await house.StartAsync(CancellationToken.None);
            await PublishAsync(house);
            await CompareAsync("standalone", house.Standalone, limits);
        }
        await using var stack = new FeedsStack();
        await stack.StartAsync();
        await stack.Newsdesk.TellAsync(
            Enumerable.Range(0, Articles).Select(i => Stories.Article(i, "sports", []))
        );
        await stack.UntilAsync(Articles);
        await CompareAsync("on redis", stack.Feeds, limits);
    }

    private static async Task PublishAsync(EmbeddedDeployment house)
    {
        var articles = Enumerable
            .Range(0, Articles)
            .Select(i =>
                JsonSerializer.SerializeToUtf8Bytes(Stories.Article(i, "sports", ["পাঠাগার"]), Json)
            );
        using var body = new ByteArrayContent(DemoText.Lines(articles));
        using var answer = await house.Editor.PostAsync(
            new Uri("/api/articles/batch", UriKind.Relative),
            body
        );
        answer.EnsureSuccessStatusCode();
        await answer.Content.ReadAsByteArrayAsync();
        await Waiting.UntilAsync(
            async () =>
            {
                var feed = await house.Reader.GetStringAsync(new Uri(Feed, UriKind.Relative));
                return feed.Split("<item>").Length > Entries;
            },
            Patience,
            $"{Entries} entries in {Feed}",
            CancellationToken.None
        );
    }

    private static async Task CompareAsync(string place, ServiceProcess server, Limits limits)
    {
        await using var nginx = new StaticServer { Workers = Environment.ProcessorCount, Logs = false };
        await nginx.StartAsync(CancellationToken.None);
        await PutAsync(server, nginx);
        var plain = new Race(place, server, nginx, limits);
        var (tag, theirs) = plain.Run("gzip GET", 0.6, Gzip, Gzip);
        plain.Run("identity GET", 0.4);
        plain.Run("304", 0.75, $"If-None-Match: {tag}", $"If-None-Match: {theirs}", Gzip);
    }

    // The server's own bytes, both as they are and as they are packed.
    private static async Task PutAsync(ServiceProcess server, StaticServer nginx)
    {
        using var plain = new Crowd(server.Port, Feed);
        using var packed = new Crowd(server.Port, Feed, Gzip);
        using var unpacked = new MemoryStream();
        await using (var gzip = new GZipStream(new MemoryStream(packed.Body), CompressionMode.Decompress))
            await gzip.CopyToAsync(unpacked);
        if (!unpacked.ToArray().AsSpan().SequenceEqual(plain.Body))
            throw new InvalidDataException("The packed feed is another one.");
        await nginx.PutAsync(File, plain.Body, CancellationToken.None);
        await nginx.PutAsync($"{File}.gz", packed.Body, CancellationToken.None);
    }

    private sealed class Race(string place, ServiceProcess server, StaticServer nginx, Limits limits)
    {
        /// <returns>The tags of what either sent.</returns>
        public (string Work, string Reference) Run(string name, double least, params string[] headers)
        {
            var (mine, theirs) = headers is [var one, var other, .. var more]
                ? ((string[])[one, .. more], (string[])[other, .. more])
                : (headers, headers);
            using var work = new Crowd(server.Port, Feed, mine);
            using var reference = new Crowd(nginx.Port, $"/{File}", theirs);
            if (!work.Body.AsSpan().SequenceEqual(reference.Body))
                throw new InvalidDataException($"{name}: the two send different bytes.");
            Contest.Measure(
                new(server.ProcessId, work),
                new(nginx.ProcessId, reference),
                $"feeds {place} {name}{(work.Body.Length > 0 ? $" of {work.Body.Length} bytes" : "")}",
                least,
                limits
            );
            return (work.Header("ETag"), reference.Header("ETag"));
        }
    }
}
