using System.Data.Common;
using System.Diagnostics;
using System.Net.Http.Headers;
using Microsoft.Data.Sqlite;
using Npgsql;
using Syndication.Testing.Deployments;

namespace Syndication.Benchmarks;

/// <summary>Many articles in one call: how many a second are durable, and how many a second stand in the feeds.</summary>
internal static class Batch
{
    private const int Rounds = 4;
    private const int InGroup = 256;
    private static readonly int Articles = TestCategories.Bulk.Count * TestCategories.FeedHolds;

    public static async Task MeasureAsync(Deployment house, string place)
    {
        var durable = 0.0;
        var visible = 0.0;
        var bare = 0.0;
        // The first round warms up and is not told; of the others the best, as of the reference.
        for (var round = 0; round <= Rounds; round++)
        {
            var articles = Make(round);
            var insert = await InsertAsync(house, articles);
            var (stored, seen) = await PublishAsync(house, articles, round);
            await CheckAsync(house, round);
            if (round == 0)
                continue;
            bare = Math.Max(bare, insert);
            durable = Math.Max(durable, stored);
            visible = Math.Max(visible, seen);
        }
        var reference = $"inserting the same bytes into one table, {InGroup} rows a transaction";
        Report.Line($"batch durable {place}", durable, "articles/s", bare, reference);
        Report.Line($"batch in feeds {place}", visible, "articles/s", bare, reference);
    }

    private static List<byte[]> Make(int round)
    {
        var categories = TestCategories.Bulk;
        var articles = Enumerable
            .Range(0, Articles)
            .Select(i =>
                DemoText.Article($"batch:{round}:{i}", Title(round, i), categories[i % categories.Count])
            )
            .ToList();
        articles.Add(DemoText.Article($"batch:{round}:last", Title(round, Articles), "sports"));
        return articles;
    }

    private static string Title(int round, int number) => $"পর্ব {round}, খবর {number}.";

    private static async Task<(double Durable, double Visible)> PublishAsync(
        Deployment house,
        List<byte[]> articles,
        int round
    )
    {
        using var body = new ByteArrayContent(DemoText.Lines(articles));
        body.Headers.ContentType = new MediaTypeHeaderValue("application/x-ndjson");
        var start = Stopwatch.GetTimestamp();
        using var answer = await house.Editor.PostAsync(
            new Uri("/api/articles/batch", UriKind.Relative),
            body
        );
        var durable = Stopwatch.GetElapsedTime(start).TotalSeconds;
        var lines = (await answer.Content.ReadAsStringAsync()).Split(
            '\n',
            StringSplitOptions.RemoveEmptyEntries
        );
        if (lines.Count(l => l.Contains("\"status\":201", StringComparison.Ordinal)) != articles.Count)
            throw new InvalidOperationException($"Not all were taken: {lines[^1]}");
        await SeenAsync(
            house,
            "/feeds/sports.json?limit=1",
            text => text.Contains(Title(round, Articles), StringComparison.Ordinal)
        );
        var visible = Stopwatch.GetElapsedTime(start).TotalSeconds;
        return (articles.Count / durable, articles.Count / visible);
    }

    // The last article is the clock; that no other is missing is looked at afterwards, and not timed.
    private static async Task CheckAsync(Deployment house, int round)
    {
        foreach (var category in TestCategories.Bulk)
            await SeenAsync(
                house,
                $"/feeds/{category}.json?limit={TestCategories.FeedHolds}",
                text => Count(text, $"পর্ব {round}, খবর ") == TestCategories.FeedHolds
            );
    }

    private static async Task SeenAsync(Deployment house, string path, Func<string, bool> seen)
    {
        var watch = Stopwatch.StartNew();
        while (!seen(await house.Reader.GetStringAsync(new Uri(path, UriKind.Relative))))
        {
            if (watch.Elapsed > TimeSpan.FromSeconds(60))
                throw new TimeoutException($"{path} lacks articles of this round.");
            await Task.Delay(TimeSpan.FromMilliseconds(5), TimeProvider.System);
        }
    }

    private static int Count(string text, string part) => text.Split(part).Length - 1;

    private static async Task<double> InsertAsync(Deployment house, List<byte[]> articles)
    {
        var folder = Directory.CreateTempSubdirectory("synd-bench-");
        try
        {
            await using DbConnection connection = house is RealDeployment real
                ? new NpgsqlConnection(await real.NewDatabaseAsync(CancellationToken.None))
                : new SqliteConnection(
                    $"Data Source={Path.Combine(folder.FullName, "bare.db")};Pooling=False"
                );
            await connection.OpenAsync();
            if (connection is SqliteConnection)
                await RunAsync(connection, "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL");
            await RunAsync(connection, "CREATE TABLE bare (id INTEGER PRIMARY KEY, body TEXT NOT NULL)");
            var start = Stopwatch.GetTimestamp();
            foreach (var group in articles.Select((a, i) => (Id: i, Body: DemoText.Text(a))).Chunk(InGroup))
                await InsertGroupAsync(connection, group);
            return articles.Count / Stopwatch.GetElapsedTime(start).TotalSeconds;
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static async Task InsertGroupAsync(DbConnection connection, (int Id, string Body)[] group)
    {
        await using var transaction = await connection.BeginTransactionAsync();
        await using var insert = connection.CreateCommand();
        insert.Transaction = transaction;
        insert.CommandText = "INSERT INTO bare (id, body) VALUES (@id, @body)";
        var (id, body) = (insert.CreateParameter(), insert.CreateParameter());
        (id.ParameterName, body.ParameterName) = ("id", "body");
        insert.Parameters.AddRange(new[] { id, body });
        foreach (var row in group)
        {
            (id.Value, body.Value) = (row.Id, row.Body);
            await insert.ExecuteNonQueryAsync();
        }
        await transaction.CommitAsync();
    }

    private static async Task RunAsync(DbConnection connection, string sql)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync();
    }
}
