using System.Diagnostics;
using System.Net.Http.Headers;
using Syndication.Benchmarks.Ingest;
using Syndication.Testing;
using Syndication.Testing.Push;

namespace Syndication.Benchmarks.Push;

/// <summary>From the newsroom's word to the first push that a push service takes, by the way that newsrooms go.</summary>
internal static class FirstPush
{
    private const int Alerts = 20;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <param name="notifier">Where it listens.</param>
    /// <param name="key">With the scope <c>alerts</c>.</param>
    /// <param name="sink">Where the readers are.</param>
    /// <param name="topic">What they follow.</param>
    /// <param name="readers">How many they are.</param>
    /// <param name="limits">Told of the figures.</param>
    public static async Task MeasureAsync(
        Uri notifier,
        string key,
        PushSink sink,
        string topic,
        int readers,
        Limits limits
    )
    {
        using var http = new HttpClient(new SocketsHttpHandler { UseProxy = false });
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);
        var times = new List<double>();
        for (var i = 0; i < Alerts; i++)
        {
            var before = sink.Accepted;
            var watch = Stopwatch.StartNew();
            var posted = AlertPost.SendAsync(http, notifier, topic, $"first-{i}");
            while (sink.Accepted == before && watch.Elapsed < Patience)
                await Task.Delay(TimeSpan.FromMilliseconds(1), TimeProvider.System);
            times.Add(watch.Elapsed.TotalMilliseconds);
            await posted;
            await Waiting.UntilAsync(
                () => sink.Accepted == before + readers,
                Patience,
                "all of one alert",
                CancellationToken.None
            );
        }
        times.Sort();
        const string Asked = "what was asked for";
        limits.Tell(
            new("push first of an alert by POST, p50", times[Alerts / 2], "ms", 300, Asked),
            mostRatio: 1
        );
        limits.Tell(new("push first of an alert by POST, p99", times[^1], "ms", 300, Asked), mostRatio: 1);
    }
}
