using System.Diagnostics;
using System.Globalization;
using System.Net;
using Syndication.Benchmarks.Ingest;
using Syndication.Testing.Deployments;

namespace Syndication.Benchmarks.Feeds;

/// <summary>
/// 100,000 articles in 10,000 feeds of 50 told over RabbitMQ to Feeds on Redis: how many a second, what they take in Redis,
/// what the process takes when every feed is asked for, and how long it stands still for the collector under load.
/// </summary>
internal static class Holding
{
    private const int Articles = 100_000;
    private const int WarmUp = 5_000;
    private const int Feeds = 10_000;
    private const int TagsEach = 5;
    private const int AtOnce = 16;
    private const double EventsAsked = 2_000;
    private const double MebibytesAsked = 1_536;
    private const int EventsUnderLoad = 500;
    private static readonly TimeSpan Load = TimeSpan.FromSeconds(15);

    public static async Task MeasureAsync(Limits limits)
    {
        await using var stack = new FeedsStack();
        await stack.StartAsync();
        var empty = await stack.BytesAsync();
        await FileAsync(stack, limits);
        var bytes = (double)(await stack.BytesAsync() - empty) / Articles;
        var bare = Enumerable.Range(0, 1_000).Average(i => Newsdesk.Write(Of(i)).Length);
        limits.Tell(
            new($"feeds redis of {Articles} articles", bytes, "bytes/article", bare, "their JSON on the bus")
        );
        await AskAsync(stack, limits);
        await PressAsync(stack, limits);
    }

    // Each article in all, a category, an author and five tags; each tag in fifty articles.
    private static Syndication.Contracts.Article Of(int number, int revision = 1) =>
        Stories.Article(
            number,
            TestCategories.Bulk[number % TestCategories.Bulk.Count],
            [.. Enumerable.Range(0, TagsEach).Select(i => $"tag-{(number * TagsEach + i) % Feeds}")],
            revision
        );

    private static async Task FileAsync(FeedsStack stack, Limits limits)
    {
        await stack.Newsdesk.TellAsync(Enumerable.Range(0, WarmUp).Select(i => Of(i)));
        await stack.UntilAsync(WarmUp);
        var start = Stopwatch.GetTimestamp();
        await stack.Newsdesk.TellAsync(Enumerable.Range(WarmUp, Articles - WarmUp).Select(i => Of(i)));
        await stack.UntilAsync(Articles);
        var rate = (Articles - WarmUp) / Stopwatch.GetElapsedTime(start).TotalSeconds;
        const string Reference = "asked; who tells them works on the same processors";
        limits.Tell(
            new("feeds events projected", rate, "events/s", EventsAsked, Reference),
            least: EventsAsked
        );
    }

    private static async Task AskAsync(FeedsStack stack, Limits limits)
    {
        using var readers = new HttpClient(
            new SocketsHttpHandler { UseProxy = false, PooledConnectionLifetime = TimeSpan.FromMinutes(10) }
        )
        {
            BaseAddress = stack.Feeds.Address,
        };
        readers.DefaultRequestHeaders.Add("Accept-Encoding", "gzip");
        var before = await ScriptsAsync(stack);
        var first = await PassAsync(readers, Enumerable.Range(0, Feeds));
        var between = await ScriptsAsync(stack);
        // What was made last is asked for first, so that what was kept is found.
        var second = await PassAsync(readers, Enumerable.Range(0, Feeds).Reverse());
        var after = await ScriptsAsync(stack);
        var most = Usage.MostMemory(stack.Feeds.ProcessId);
        limits.Tell(
            new($"feeds memory of {Feeds} feeds at most", most, "MiB", MebibytesAsked, "asked"),
            most: MebibytesAsked
        );
        const string Reference = "all of them for the first time";
        limits.Tell(new($"feeds {Feeds} feeds again", second, "answers/s", first, Reference));
        limits.Tell(
            new(
                $"feeds {Feeds} feeds again, reads of Redis",
                after - between,
                "scripts",
                between - before,
                Reference
            )
        );
    }

    // Whatever is read of Redis is read by a script.
    private static async Task<long> ScriptsAsync(FeedsStack stack)
    {
        var info = await stack.Redis.CommandAsync(CancellationToken.None, "INFO", "commandstats");
        return info.Split('\n')
            .Where(l => l.StartsWith("cmdstat_eval", StringComparison.Ordinal))
            .Sum(l => long.Parse(l.Split("calls=")[1].Split(',')[0], CultureInfo.InvariantCulture));
    }

    private static async Task<double> PassAsync(HttpClient readers, IEnumerable<int> feeds)
    {
        var start = Stopwatch.GetTimestamp();
        await Parallel.ForEachAsync(
            feeds,
            new ParallelOptions { MaxDegreeOfParallelism = AtOnce },
            async (i, ct) =>
            {
                using var answer = await readers.GetAsync($"/feeds/tags/tag-{i}.rss", ct);
                await answer.Content.ReadAsByteArrayAsync(ct);
                if (answer.StatusCode != HttpStatusCode.OK)
                    throw new HttpRequestException($"{answer.StatusCode} for tag-{i}");
            }
        );
        return Feeds / Stopwatch.GetElapsedTime(start).TotalSeconds;
    }

    // Readers of a feed that does not change, and revisions of articles in other feeds all the while.
    private static async Task PressAsync(FeedsStack stack, Limits limits)
    {
        using var crowd = new Crowd(stack.Feeds.Port, "/feeds/bulk-23.rss", "Accept-Encoding: gzip");
        var since = TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds();
        using var stop = new CancellationTokenSource(Load);
        var telling = TellOnAsync(stack, stop.Token);
        var rate = await Task.Run(() => crowd.Run(Load, out _), CancellationToken.None);
        var told = await telling;
        await stack.Feeds.StopAsync();
        var pauses = File.ReadLines(stack.Pauses)
            .Select(line => line.Split(' '))
            .Where(words => long.Parse(words[0], CultureInfo.InvariantCulture) >= since)
            .Select(words => double.Parse(words[1], CultureInfo.InvariantCulture) / 1_000)
            .Order()
            .ToArray();
        var load = $"{rate:0} answers/s, {told / Load.TotalSeconds:0} events/s";
        var all = Load.TotalMilliseconds;
        limits.Tell(new("feeds pauses under load", pauses.Sum(), "ms", all, $"the time, with {load}"));
        if (pauses is [.., var longest])
            limits.Tell(
                new($"feeds longest of {pauses.Length} pauses", longest, "ms", pauses.Average(), "their mean")
            );
    }

    private static async Task<int> TellOnAsync(FeedsStack stack, CancellationToken ct)
    {
        const int Slice = EventsUnderLoad / 10;
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(100));
        var told = 0;
        for (; !ct.IsCancellationRequested; told += Slice)
        {
            var from = told;
            await stack.Newsdesk.TellAsync(
                Enumerable
                    .Range(from, Slice)
                    .Select(i => i * TestCategories.Bulk.Count % WarmUp)
                    .Select(i => Of(i, 2 + from / WarmUp))
            );
            await timer.WaitForNextTickAsync(CancellationToken.None);
        }
        return told;
    }
}
