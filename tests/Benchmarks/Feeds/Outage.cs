using System.Diagnostics;
using System.Net;
using System.Text.Json;
using Syndication.Benchmarks.Ingest;
using Syndication.Testing;
using Syndication.Testing.Deployments;

namespace Syndication.Benchmarks.Feeds;

/// <summary>
/// A minute without Redis, frozen and then killed, while readers ask over many connections and articles go on being told:
/// what the readers met, and how long after Redis is back everything that was told shows.
/// </summary>
internal static class Outage
{
    private const int Articles = 5_000;
    private const int Tags = 500;
    private const int Readers = 64;
    private const int EventsPerSecond = 20;
    private const double HealingAsked = 3_000; // the watcher's second, what the bus waits, and a second
    private const double DeadlineMs = 2_000;
    private const int NewestOfMany = 200;
    private static readonly TimeSpan Away = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    public static async Task MeasureAsync(Limits limits)
    {
        await using var stack = new FeedsStack();
        await stack.StartAsync();
        await stack.Newsdesk.TellAsync(Enumerable.Range(0, Articles).Select(Of));
        await stack.UntilAsync(Articles);
        using var crowd = new OutageReaders(stack.Feeds.Address, Known(), Readers);
        await crowd.LearnAsync();
        var told = Articles;
        told = await PassAsync(stack, crowd, limits, "frozen", told);
        _ = await PassAsync(stack, crowd, limits, "killed", told);
    }

    private static Syndication.Contracts.Article Of(int number) =>
        Stories.Article(
            number,
            TestCategories.Bulk[number % TestCategories.Bulk.Count],
            [$"tag-{number % Tags}"]
        );

    private static string[] Known() =>
        [
            .. Enumerable.Range(0, Tags).Select(i => $"/feeds/tags/tag-{i}.rss"),
            .. (string[])["/feeds/all.rss", "/feeds/all.atom", "/feeds/all.json"],
            .. TestCategories.Bulk.SelectMany(c => (string[])[$"/feeds/{c}.rss", $"/feeds/{c}.json"]),
        ];

    private static async Task<int> PassAsync(
        FeedsStack stack,
        OutageReaders crowd,
        Limits limits,
        string how,
        int told
    )
    {
        using var stop = new CancellationTokenSource();
        var reading = crowd.ReadOnAsync(stop.Token);
        await (how == "frozen" ? stack.Redis.FreezeAsync() : stack.Redis.KillAsync());
        var start = Stopwatch.GetTimestamp();
        using (var timer = new PeriodicTimer(TimeSpan.FromSeconds(1)))
            while (Stopwatch.GetElapsedTime(start) < Away)
            {
                await stack.Newsdesk.TellAsync(Enumerable.Range(told, EventsPerSecond).Select(Of));
                told += EventsPerSecond;
                await timer.WaitForNextTickAsync();
            }
        await (how == "frozen" ? stack.Redis.ThawAsync() : stack.Redis.StartAsync(CancellationToken.None));
        var back = Stopwatch.GetTimestamp();
        // Killed, it asks for everything again, as what came back may be old; here is all that there is.
        using var asking = new HttpClient(new SocketsHttpHandler { UseProxy = false })
        {
            BaseAddress = stack.Feeds.Address,
        };
        await Waiting.UntilAsync(
            async () =>
            {
                if (how == "killed")
                    await stack.AnswerRebuildAsync();
                return await NewestAsync(asking) == $"urn:uuid:{Of(told - 1).Id}";
            },
            Patience,
            "what came meanwhile shows",
            CancellationToken.None
        );
        var healed = Stopwatch.GetElapsedTime(back).TotalMilliseconds;
        await stop.CancelAsync();
        await reading;
        if (await stack.CountAsync() is var count && count != told)
            throw new InvalidDataException($"{count} articles of {told} are there.");
        Tell(limits, crowd.Take(), how, healed);
        return told;
    }

    private static void Tell(Limits limits, OutageCount count, string how, double healed)
    {
        Line("answers", count.Answers, "answers", Away.TotalSeconds, "the minute's seconds");
        Line("faults for known feeds", count.Faults, "answers", count.Answers, "all answers", most: 0);
        Line("503 for feeds never asked", count.NotYet, "answers", count.Strange, "asked of such");
        Line("slowest of known feeds", count.SlowestMs, "ms", DeadlineMs, "the store's deadline");
        Line("all shown after", healed, "ms", HealingAsked, "asked", most: HealingAsked);

        void Line(
            string what,
            double value,
            string unit,
            double baseline,
            string reference,
            double most = double.MaxValue
        ) =>
            limits.Tell(
                new($"feeds without Redis, {how}: {what}", value, unit, baseline, reference),
                most: most
            );
    }

    private static async Task<string?> NewestAsync(HttpClient asking)
    {
        using var answer = await asking.GetAsync($"/feeds/all.json?limit={NewestOfMany}");
        if (answer.StatusCode != HttpStatusCode.OK)
            return null;
        using var feed = JsonDocument.Parse(await answer.Content.ReadAsStringAsync());
        return feed.RootElement.GetProperty("items")[0].GetProperty("id").GetString();
    }
}
