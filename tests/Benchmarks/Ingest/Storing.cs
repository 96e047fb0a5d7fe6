using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net.Http.Headers;
using Syndication.Testing.Deployments;

namespace Syndication.Benchmarks.Ingest;

/// <summary>Articles that are on disk when they are answered: many in one call, and one a call from fifty callers.</summary>
internal static class Storing
{
    private const int Rounds = 4;
    private const int InBatch = 5_000;
    private const int InGroup = 256;
    private const int Callers = 50;
    private const int WarmUp = 500;
    private const int Calls = 3_000;

    // Cleaning, recognising, and telling an article cost more than its bare rows, most of all where those cost least.
    private static readonly Dictionary<string, double> LeastOfBare = new(StringComparer.Ordinal)
    {
        ["sqlite"] = 0.05,
        ["postgres"] = 0.15,
    };

    // Milliseconds that 99 callers of a hundred keep to; and no more than so many times what a commit for each would take.
    private const double Most = 250;
    private const double MostOfBare = 3;

    public static async Task MeasureAsync(IngestProcess ingest, string place, Limits limits)
    {
        // The first round warms up and is not told; of the others the best, as of the reference.
        var batch = 0.0;
        for (var round = 0; round < Rounds; round++)
        {
            var rate = await BatchAsync(ingest, round);
            batch = round == 0 ? 0 : Math.Max(batch, rate);
        }
        await using var bare = await BareRows.OfAsync(ingest);
        var grouped = 0.0;
        for (var round = 0; round < Rounds; round++)
            grouped = Math.Max(grouped, await GroupsAsync(bare));
        limits.Tell(
            new(
                $"ingest batch durable {place}",
                batch,
                "articles/s",
                grouped,
                $"the same rows in groups of {InGroup}, without Ingest"
            ),
            leastRatio: LeastOfBare[place]
        );

        var waits = await PostAsync(ingest);
        await bare.EmptyAsync();
        var single = await SingleCommitsAsync(bare);
        foreach (var (name, share) in ((string, double)[])[("p50", 0.5), ("p99", 0.99)])
            limits.Tell(
                new(
                    $"ingest POST by {Callers} at once {place} {name}",
                    At(waits, share),
                    "ms",
                    At(single, share),
                    $"a commit for each article's rows, {Callers} at once, without Ingest"
                ),
                most: Most,
                mostRatio: name == "p99" ? MostOfBare : double.MaxValue
            );
    }

    private static async Task<double> BatchAsync(IngestProcess ingest, int round)
    {
        var articles = Enumerable.Range(0, InBatch).Select(i => Article($"batch:{round}:{i}", i));
        using var body = new ByteArrayContent(DemoText.Lines(articles));
        body.Headers.ContentType = new MediaTypeHeaderValue("application/x-ndjson");
        var start = Stopwatch.GetTimestamp();
        using var answer = await ingest.Newsroom.PostAsync(
            new Uri("/api/articles/batch", UriKind.Relative),
            body
        );
        var text = await answer.Content.ReadAsStringAsync();
        var elapsed = Stopwatch.GetElapsedTime(start).TotalSeconds;
        return text.Split("\"status\":201").Length - 1 == InBatch
            ? InBatch / elapsed
            : throw new InvalidOperationException($"Not all were taken: {text[..200]}");
    }

    private static async Task<double> GroupsAsync(BareRows bare)
    {
        await bare.EmptyAsync();
        await using var connection = await bare.ConnectAsync();
        var articles = bare.Articles.Take(InBatch).ToList();
        var start = Stopwatch.GetTimestamp();
        foreach (var group in articles.Chunk(InGroup))
            await bare.WriteAsync(connection, group);
        return articles.Count / Stopwatch.GetElapsedTime(start).TotalSeconds;
    }

    private static async Task<List<double>> PostAsync(IngestProcess ingest)
    {
        var articles = Enumerable.Range(0, WarmUp + Calls).Select(i => Article($"post:{i}", i)).ToList();
        await TimedAsync(articles[..WarmUp], PostOneAsync);
        return await TimedAsync(articles[WarmUp..], PostOneAsync);

        async Task PostOneAsync(byte[] article)
        {
            using var body = new ByteArrayContent(article);
            body.Headers.ContentType = new MediaTypeHeaderValue("application/json");
            using var answer = await ingest.Newsroom.PostAsync(
                new Uri("/api/articles", UriKind.Relative),
                body
            );
            answer.EnsureSuccessStatusCode();
        }
    }

    private static async Task<List<double>> SingleCommitsAsync(BareRows bare)
    {
        // SQLite has one writer at a time: who waits, waits here instead of in its retries.
        await using var first = await bare.ConnectAsync();
        using var turns = new SemaphoreSlim(first.CanCreateBatch ? Callers : 1);
        var connections = new ConcurrentBag<System.Data.Common.DbConnection> { first };
        for (var i = 1; first.CanCreateBatch && i < Callers; i++)
            connections.Add(await bare.ConnectAsync());
        var waits = await TimedAsync(
            bare.Articles.Take(Calls),
            async article =>
            {
                await turns.WaitAsync();
                connections.TryTake(out var connection);
                await bare.WriteAsync(connection!, [article]);
                connections.Add(connection!);
                turns.Release();
            }
        );
        foreach (var connection in connections)
            await connection.DisposeAsync();
        return waits;
    }

    // Milliseconds of each, so many callers side by side.
    private static async Task<List<double>> TimedAsync<T>(IEnumerable<T> work, Func<T, Task> call)
    {
        var waits = new ConcurrentBag<double>();
        await Parallel.ForEachAsync(
            work,
            new ParallelOptions { MaxDegreeOfParallelism = Callers },
            async (one, _) =>
            {
                var start = Stopwatch.GetTimestamp();
                await call(one);
                waits.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
            }
        );
        return [.. waits.Order()];
    }

    private static double At(List<double> ordered, double share) =>
        ordered[(int)Math.Ceiling(share * ordered.Count) - 1];

    private static byte[] Article(string guid, int number) =>
        DemoText.Article(guid, $"শিরোনাম {guid}.", TestCategories.Bulk[number % TestCategories.Bulk.Count]);
}
