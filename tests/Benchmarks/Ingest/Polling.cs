using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Syndication.Testing.Servers;

namespace Syndication.Benchmarks.Ingest;

/// <summary>
/// One round of ten thousand sources on an nginx, of which 9,500 have nothing new and 500 have an article each, with the
/// processor time and the memory that it takes.
/// </summary>
internal static class Polling
{
    private const int Sources = 10_000;
    private const int WithNews = 500;
    private const int Rounds = 3;
    private const int AtOnce = 64;

    // Of what bare calls reach, the least; and of memory, in MiB, the most.
    private const double LeastOfBare = 0.015;
    private const double MostMemory = 500;

    public static async Task MeasureAsync(string? database, string place, Limits limits)
    {
        await using var origin = new StaticServer { Logs = false };
        await origin.StartAsync(CancellationToken.None);
        await origin.PutAsync("same.rss", Feed(0), CancellationToken.None);
        await origin.PutAsync("news.rss", Feed(0), CancellationToken.None);
        await using var ingest = new IngestProcess(database, ("Polling:AtOnce", $"{AtOnce}"));
        await ingest.StartAsync();
        var since = Now();
        await ImportAsync(ingest, origin);
        await PolledAsync(ingest, since);

        var (best, cost, bare) = (0.0, double.MaxValue, 0.0);
        for (var round = 1; round <= Rounds; round++)
        {
            await origin.PutAsync("news.rss", Feed(round), CancellationToken.None);
            bare = Math.Max(bare, await BareAsync(origin));
            var processor = ingest.Processor();
            best = Math.Max(best, await RoundAsync(ingest));
            cost = Math.Min(cost, ingest.Processor() - processor);
        }
        await CheckAsync(ingest);
        Tell(limits, place, (best, bare), cost, ingest.Memory());
    }

    private static void Tell(
        Limits limits,
        string place,
        (double Best, double Bare) rate,
        double cost,
        double memory
    )
    {
        var (best, bare) = rate;
        var reference = $"HttpClient making the same conditional calls, {AtOnce} at once";
        limits.Tell(
            new($"ingest polls of {Sources} sources {place}", best, "polls/s", bare, reference),
            leastRatio: LeastOfBare
        );
        limits.Tell(
            new(
                $"ingest poll cycles of {Sources} sources {place}",
                best / Sources,
                "cycles/s",
                bare / Sources,
                reference
            ),
            // Sources of the shortest interval, a minute, must fit.
            least: 1.0 / 60
        );
        limits.Tell(
            new($"ingest poll cycle's processor {place}", cost, "s", Sources / best, "the time it takes")
        );
        limits.Tell(
            new($"ingest poll memory {place}", memory, "MiB", MostMemory, "the limit"),
            most: MostMemory
        );
    }

    private static byte[] Feed(int round) => Encoding.UTF8.GetBytes(Text(round));

    private static string Text(int round) =>
        "<rss version='2.0'><channel><title>সকালের খবর</title><link>https://shokal.example/</link>"
        + string.Concat(
            Enumerable
                .Range(0, 10)
                .Select(i =>
                    $"<item><guid isPermaLink='false'>{round + i}</guid><title>নদীর পানি বাড়ছে {round + i}</title>"
                    + "<description>জেলায় আজ সারা দিন বৃষ্টি। নিচু এলাকা তলিয়ে গেছে।</description></item>"
                )
        )
        + "</channel></rss>";

    private static Uri Url(StaticServer origin, int number) =>
        origin.Url($"{(number < WithNews ? "news" : "same")}.rss?{number}");

    private static async Task ImportAsync(IngestProcess ingest, StaticServer origin)
    {
        var outlines = Enumerable
            .Range(0, Sources)
            .Select(i => $"<outline text='উৎস {i}' xmlUrl='{Url(origin, i)}'/>");
        var opml = $"<opml version='2.0'><body>{string.Concat(outlines)}</body></opml>";
        using var body = new ByteArrayContent(Encoding.UTF8.GetBytes(opml));
        using var answer = await ingest.Newsroom.PostAsync(
            new Uri("/api/sources/import", UriKind.Relative),
            body
        );
        answer.EnsureSuccessStatusCode();
    }

    private static async Task<double> RoundAsync(IngestProcess ingest)
    {
        var since = Now();
        var start = Stopwatch.GetTimestamp();
        await using (var connection = await ingest.ConnectAsync())
        {
            await using var due = connection.CreateCommand();
            due.CommandText = $"UPDATE \"Sources\" SET \"NextPollAt\" = {since}";
            await due.ExecuteNonQueryAsync();
        }
        await PolledAsync(ingest, since);
        return Sources / Stopwatch.GetElapsedTime(start).TotalSeconds;
    }

    private static async Task PolledAsync(IngestProcess ingest, long since)
    {
        await using var connection = await ingest.ConnectAsync();
        await using var left = connection.CreateCommand();
        left.CommandText =
            $"SELECT count(*) FROM \"Sources\" WHERE \"LastPolledAt\" IS NULL OR \"LastPolledAt\" < {since}";
        var watch = Stopwatch.StartNew();
        while (Convert.ToInt64(await left.ExecuteScalarAsync(), null) is var open and > 0)
        {
            if (watch.Elapsed > TimeSpan.FromMinutes(3))
                throw new TimeoutException($"{open} sources were not polled.");
            await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System);
        }
    }

    // What the figures are about has happened: nothing failed, and every source with news brought an article a round.
    private static async Task CheckAsync(IngestProcess ingest)
    {
        await using var connection = await ingest.ConnectAsync();
        await using var same = connection.CreateCommand();
        same.CommandText = "SELECT count(*) FROM \"Sources\" WHERE \"LastStatus\" = 304";
        await using var seen = connection.CreateCommand();
        seen.CommandText = $"SELECT count(*) FROM \"Sources\" WHERE \"ArticlesSeen\" = {10 + Rounds}";
        var (unchanged, news) = (await same.ExecuteScalarAsync(), await seen.ExecuteScalarAsync());
        if ($"{unchanged} {news}" != $"{Sources - WithNews} {WithNews}")
            throw new InvalidOperationException($"{unchanged} sources had nothing new, {news} had news.");
    }

    private static async Task<double> BareAsync(StaticServer origin)
    {
        using var client = new HttpClient(
            new SocketsHttpHandler { UseProxy = false, PooledConnectionLifetime = TimeSpan.FromMinutes(10) }
        );
        using var first = await client.GetAsync(origin.Url("same.rss"));
        var tag = first.Headers.ETag!;
        var start = Stopwatch.GetTimestamp();
        await Parallel.ForEachAsync(
            Enumerable.Range(0, Sources),
            new ParallelOptions { MaxDegreeOfParallelism = AtOnce },
            async (i, ct) =>
            {
                using var request = new HttpRequestMessage(HttpMethod.Get, Url(origin, i));
                request.Headers.IfNoneMatch.Add(new EntityTagHeaderValue(i < WithNews ? "\"old\"" : tag.Tag));
                using var answer = await client.SendAsync(request, ct);
                await answer.Content.ReadAsByteArrayAsync(ct);
                if (answer.StatusCode is not (HttpStatusCode.OK or HttpStatusCode.NotModified))
                    throw new HttpRequestException($"{answer.StatusCode}");
            }
        );
        return Sources / Stopwatch.GetElapsedTime(start).TotalSeconds;
    }

    private static long Now() => TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds();
}
