using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Headers;
using Syndication.Benchmarks.Ingest;
using Syndication.Testing;
using Syndication.Testing.Deployments;

namespace Syndication.Benchmarks.Hub;

/// <summary>
/// From an article's POST to the last of 1,000 callbacks that has taken its feed: the whole house in one process. A second
/// of it is the hub's: changes within it go out together.
/// </summary>
internal static class LastCallback
{
    private const int Subscribers = 1_000;
    private const int Ports = 10;
    private const int WarmUps = 10;
    private const int Changes = 60;
    private const int AtOnce = 16;
    private const string Category = "bulk-0";
    private const double Gather = 1_000; // milliseconds
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    /// <summary>False where a limit was missed.</summary>
    public static async Task<bool> MeasureAsync()
    {
        var limits = new Limits();
        await using var house = new EmbeddedDeployment();
        await using var sink = await CallbackSink.StartAsync(Ports, "");
        await house.StartAsync(CancellationToken.None);
        await PublishAsync(house, "first");
        await SubscribeAsync(house, sink);
        var times = new List<double>();
        for (var i = -WarmUps; i < Changes; i++)
        {
            var took = await ChangeAsync(house, sink, i);
            if (i >= 0)
                times.Add(took);
        }
        times.Sort();
        const string Reference = "the second within which changes are one";
        limits.Tell(new("hub publish to last of 1,000, p50", times[Changes / 2], "ms", Gather, Reference));
        limits.Tell(
            new("hub publish to last of 1,000, p99", times[^1], "ms", Gather, Reference),
            mostRatio: 2
        );
        return limits.AreKept;
    }

    private static async Task<double> ChangeAsync(Deployment house, CallbackSink sink, int number)
    {
        sink.Reset();
        var begin = Stopwatch.GetTimestamp();
        await PublishAsync(house, string.Create(CultureInfo.InvariantCulture, $"change {number}"));
        await Waiting.UntilAsync(
            () => Task.FromResult(sink.Taken >= Subscribers),
            Patience,
            () => $"the last callback; {sink.Taken} have come",
            CancellationToken.None
        );
        return Stopwatch.GetElapsedTime(begin, sink.Last).TotalMilliseconds;
    }

    private static async Task PublishAsync(Deployment house, string name)
    {
        using var body = new ByteArrayContent(DemoText.Article(name, $"শিরোনাম: {name}", Category));
        body.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        using var answer = await house.Editor.PostAsync(new Uri("/api/articles", UriKind.Relative), body);
        answer.EnsureSuccessStatusCode();
    }

    // As subscribers do, each with a secret; followed once each has given its challenge back.
    private static async Task SubscribeAsync(Deployment house, CallbackSink sink)
    {
        var origins = sink.Origins;
        await Parallel.ForAsync(
            0,
            Subscribers,
            new ParallelOptions { MaxDegreeOfParallelism = AtOnce },
            async (i, ct) =>
            {
                using var form = new FormUrlEncodedContent(
                    new Dictionary<string, string>(StringComparer.Ordinal)
                    {
                        ["hub.mode"] = "subscribe",
                        ["hub.topic"] = new Uri(house.Origin, $"/feeds/{Category}.rss").AbsoluteUri,
                        ["hub.callback"] = $"{origins[i % origins.Count]}/callback/{i}",
                        ["hub.secret"] = $"secret {i}",
                    }
                );
                using var answer = await house.Reader.PostAsync(new Uri("/hub", UriKind.Relative), form, ct);
                if (!answer.IsSuccessStatusCode)
                    throw new HttpRequestException(await answer.Content.ReadAsStringAsync(ct));
            }
        );
        await Waiting.UntilAsync(
            () => Task.FromResult(sink.Asked >= Subscribers),
            Patience,
            () => $"the last question of intent; {sink.Asked} have come",
            CancellationToken.None
        );
    }
}
