using System.Diagnostics;
using System.Globalization;
using System.Net;
using Syndication.Benchmarks.Ingest;
using Syndication.Testing.Deployments;

namespace Syndication.Benchmarks.Feeds;

/// <summary>
/// A million articles of two years told over RabbitMQ to Feeds on Redis: how long it takes, what each takes in Redis, and how
/// fast feeds are made of them at the newest end, in the pages behind, and in months' archives.
/// </summary>
internal static class Million
{
    public const int Articles = 1_000_000;
    private const int AtOnce = 20_000; // so many lie in the queue at most
    private const int TagsEach = 5;
    private const int Tags = 100_000;
    private const int SecondsApart = 63;
    private const int Reads = 500;
    private const int Depth = 1_000;
    private const double EventsAsked = 2_000;
    private const double Mebibyte = 1 << 20;
    private static readonly DateTimeOffset Last = new(2025, 8, 13, 6, 43, 0, TimeSpan.Zero);

    public static async Task MeasureAsync(Limits limits, int articles)
    {
        await using var stack = new FeedsStack();
        await stack.StartAsync();
        var empty = await stack.BytesAsync();
        await FileAsync(stack, limits, articles);
        var bytes = await stack.BytesAsync() - empty;
        var bare = Enumerable.Range(0, 1_000).Average(i => Newsdesk.Write(Of(i, articles)).Length);
        const string Reference = "their JSON on the bus";
        limits.Tell(new("feeds million redis", (double)bytes / articles, "bytes/article", bare, Reference));
        limits.Tell(
            new("feeds million redis, all", bytes / Mebibyte, "MiB", bare * articles / Mebibyte, Reference)
        );
        await ReadAsync(stack, limits, articles);
    }

    private static async Task FileAsync(FeedsStack stack, Limits limits, int articles)
    {
        var start = Stopwatch.GetTimestamp();
        for (var from = 0; from < articles; from += AtOnce)
        {
            var count = Math.Min(AtOnce, articles - from);
            await stack.Newsdesk.TellAsync(Enumerable.Range(from, count).Select(i => Of(i, articles)));
            await stack.UntilAsync(from);
        }
        await stack.UntilAsync(articles);
        var seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        limits.Tell(
            new(
                $"feeds million: {articles} in {seconds:0} s",
                articles / seconds,
                "events/s",
                EventsAsked,
                "asked"
            )
        );
    }

    // The newest has the last number; each in all, a category, an author and five tags.
    private static Syndication.Contracts.Article Of(int number, int articles)
    {
        var at = At(number, articles);
        return Stories.Article(
            number,
            TestCategories.Bulk[number % TestCategories.Bulk.Count],
            [.. Enumerable.Range(0, TagsEach).Select(i => $"tag-{(number * TagsEach + i) % Tags}")]
        ) with
        {
            PublishedAt = at,
            UpdatedAt = at,
            RevisedAt = at,
        };
    }

    private static DateTimeOffset At(int number, int articles) =>
        Last.AddSeconds(-(double)SecondsApart * (articles - number));

    private static async Task ReadAsync(FeedsStack stack, Limits limits, int articles)
    {
        using var reader = new HttpClient(
            new SocketsHttpHandler { UseProxy = false, AllowAutoRedirect = false }
        )
        {
            BaseAddress = stack.Feeds.Address,
        };
        reader.DefaultRequestHeaders.Add("Accept-Encoding", "gzip");
        var random = new Random(5);
        // Each address is asked for once: nothing of what is measured was made before.
        var newest = await WorstAsync(reader, i => $"/feeds/tags/tag-{i * (Tags / Reads)}.rss");
        var middle = await WorstAsync(
            reader,
            _ => $"/feeds/all.rss?before={Cursor(articles - random.Next(1, Depth - 50), articles)}"
        );
        var month = await WorstAsync(
            reader,
            _ => Archive(random.Next(articles / 10, articles - articles / 10), articles)
        );
        const string Reference = "the newest 50 of a tag, never asked before";
        limits.Tell(new("feeds million newest, p99", newest, "ms", newest, Reference));
        limits.Tell(new("feeds million middle, p99", middle, "ms", newest, Reference));
        limits.Tell(new("feeds million month of 500, p99", month, "ms", newest, Reference));
    }

    private static string Cursor(int number, int articles)
    {
        var at = At(number, articles).ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture);
        return $"{at}-{Of(number, articles).Id:N}";
    }

    // The rest of Dhaka's month after an article.
    private static string Archive(int number, int articles)
    {
        var month = At(number, articles).AddHours(6).ToString("yyyy-MM", CultureInfo.InvariantCulture);
        return $"/feeds/all/archive/{month}.rss?before={Cursor(number, articles)}";
    }

    private static async Task<double> WorstAsync(HttpClient reader, Func<int, string> address)
    {
        var took = new double[Reads];
        for (var i = 0; i < Reads; i++)
        {
            var start = Stopwatch.GetTimestamp();
            using var answer = await reader.GetAsync(address(i));
            await answer.Content.ReadAsByteArrayAsync();
            took[i] = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
            if (answer.StatusCode != HttpStatusCode.OK)
                throw new HttpRequestException($"{answer.StatusCode} for {address(i)}");
        }
        Array.Sort(took);
        return took[Reads * 99 / 100];
    }
}
