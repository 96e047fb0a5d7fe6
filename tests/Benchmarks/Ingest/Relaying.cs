using System.Diagnostics;
using RabbitMQ.Client;
using Syndication.Testing.Bus;
using Syndication.Testing.Deployments;
using Syndication.Testing.Servers;

namespace Syndication.Benchmarks.Ingest;

/// <summary>
/// How fast a backlog of the outbox gets onto RabbitMQ: every message confirmed by the broker and come out of a quorum queue,
/// every row marked, by one instance and by two that share it. Each article has several revisions in the backlog.
/// </summary>
internal static class Relaying
{
    private const int Articles = 3_000;
    private const int Revisions = 4;
    private const int Messages = Articles * Revisions;
    private const int Rounds = 3;
    private const int SideBySide = 128;

    // Messages a second, as the project promises.
    private const double Least = 3_000;

    public static async Task MeasureAsync(string database, Limits limits)
    {
        await using var rabbit = new RabbitServer();
        await rabbit.StartAsync(CancellationToken.None);
        await using var tap = await BusTap.StartAsync(rabbit.Url, "bench-tap", CancellationToken.None);
        (string, string)[] settings = [("Polling:Enabled", "false"), ("Messaging", rabbit.Url)];
        await using var one = new IngestProcess(database, settings);
        await using var other = new IngestProcess(database, settings);
        await one.StartAsync();
        await FillAsync(one, tap);
        for (var instances = 1; instances <= 2; instances++)
        {
            if (instances == 2)
                await other.StartAsync();
            var best = 0.0;
            // The first round warms up and is not told.
            for (var round = 0; round <= Rounds; round++)
            {
                var rate = await RelayAsync(one, tap);
                best = round == 0 ? 0 : Math.Max(best, rate);
            }
            limits.Tell(
                new(
                    $"ingest relay by {instances}",
                    best,
                    "messages/s",
                    await BareAsync(rabbit.Url),
                    $"the same bytes by RabbitMQ.Client with confirms, {SideBySide} under way"
                ),
                least: Least
            );
        }
    }

    // Every article with all its revisions, told once.
    private static async Task FillAsync(IngestProcess ingest, BusTap tap)
    {
        var articles = Enumerable
            .Range(0, Messages)
            .Select(i =>
                DemoText.Article(
                    $"relay:{i / Revisions}",
                    $"খবর {i / Revisions}, সংস্করণ {i % Revisions}.",
                    TestCategories.Bulk[i / Revisions % TestCategories.Bulk.Count]
                )
            );
        using var body = new ByteArrayContent(DemoText.Lines(articles));
        using var answer = await ingest.Newsroom.PostAsync(
            new Uri("/api/articles/batch", UriKind.Relative),
            body
        );
        answer.EnsureSuccessStatusCode();
        await answer.Content.ReadAsByteArrayAsync();
        await UntilAsync(() => tap.Count >= Messages);
        await MarkedAsync(ingest);
        tap.Take();
    }

    // All rows become untold at once, as after an outage of the broker.
    private static async Task<double> RelayAsync(IngestProcess ingest, BusTap tap)
    {
        var before = tap.Count;
        await using var connection = await ingest.ConnectAsync();
        await using var untold = connection.CreateCommand();
        untold.CommandText =
            "UPDATE \"Outbox\" SET \"SentAt\" = NULL, \"LeasedBy\" = NULL, \"LeasedUntil\" = NULL";
        await untold.ExecuteNonQueryAsync();
        var start = Stopwatch.GetTimestamp();
        await UntilAsync(() => tap.Count >= before + Messages);
        await MarkedAsync(ingest);
        var elapsed = Stopwatch.GetElapsedTime(start).TotalSeconds;
        Check(tap.Take());
        return Messages / elapsed;
    }

    private static void Check(IReadOnlyList<ToldArticle> told)
    {
        var twice = told.Count - told.Select(t => t.MessageId).Distinct().Count();
        var disorder = 0;
        var last = new Dictionary<Guid, int>();
        foreach (var one in told)
        {
            disorder += last.GetValueOrDefault(one.ArticleId) > one.Revision ? 1 : 0;
            last[one.ArticleId] = one.Revision;
        }
        if (twice + disorder > 0)
            Report.Fault($"Of {told.Count} messages {twice} came twice, {disorder} behind a later revision.");
    }

    private static async Task MarkedAsync(IngestProcess ingest)
    {
        await using var connection = await ingest.ConnectAsync();
        await using var count = connection.CreateCommand();
        count.CommandText = "SELECT count(*) FROM \"Outbox\" WHERE \"SentAt\" IS NULL";
        while (Convert.ToInt64(await count.ExecuteScalarAsync(), null) > 0)
            await Task.Delay(TimeSpan.FromMilliseconds(10), TimeProvider.System);
    }

    private static async Task UntilAsync(Func<bool> condition)
    {
        var watch = Stopwatch.StartNew();
        while (!condition())
        {
            if (watch.Elapsed > TimeSpan.FromMinutes(2))
                throw new TimeoutException("Not all messages came.");
            await Task.Delay(TimeSpan.FromMilliseconds(5), TimeProvider.System);
        }
    }

    // A queue of the same kind with a reader of the same kind.
    private static async Task<double> BareAsync(string url)
    {
        var best = 0.0;
        for (var round = 0; round < Rounds; round++)
            best = Math.Max(best, await BareRoundAsync(url, $"bare-{Guid.NewGuid():N}"));
        return best;
    }

    private static async Task<double> BareRoundAsync(string url, string queue)
    {
        var factory = new ConnectionFactory { Uri = new(url) };
        await using var connection = await factory.CreateConnectionAsync();
        await using var channel = await connection.CreateChannelAsync(
            new CreateChannelOptions(
                publisherConfirmationsEnabled: true,
                publisherConfirmationTrackingEnabled: true,
                outstandingPublisherConfirmationsRateLimiter: null
            )
        );
        await BusTap.DeclareAsync(channel, queue, CancellationToken.None);
        var consumer = new RabbitMQ.Client.Events.AsyncEventingBasicConsumer(channel);
        var come = 0;
        consumer.ReceivedAsync += (_, _) =>
        {
            Interlocked.Increment(ref come);
            return Task.CompletedTask;
        };
        await channel.BasicConsumeAsync(queue, autoAck: true, consumer);
        var body = DemoText.Article("bare", "খবর", "sports");
        var properties = new BasicProperties { Persistent = true };
        var start = Stopwatch.GetTimestamp();
        await Parallel.ForEachAsync(
            Enumerable.Range(0, Messages),
            new ParallelOptions { MaxDegreeOfParallelism = SideBySide },
            async (_, ct) => await channel.BasicPublishAsync("", queue, mandatory: true, properties, body, ct)
        );
        await UntilAsync(() => Volatile.Read(ref come) == Messages);
        var elapsed = Stopwatch.GetElapsedTime(start).TotalSeconds;
        await channel.QueueDeleteAsync(queue);
        return Messages / elapsed;
    }
}
