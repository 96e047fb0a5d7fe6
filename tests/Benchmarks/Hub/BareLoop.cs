using System.Diagnostics;
using System.Net.Http.Headers;

namespace Syndication.Benchmarks.Hub;

/// <summary>The reference: the same bytes to the same callbacks by an HttpClient in a loop, which keeps and signs nothing.</summary>
internal static class BareLoop
{
    private const int AtOnceOfAPort = 16;

    /// <summary>Deliveries a second.</summary>
    public static async Task<double> RunAsync(CallbackSink sink, byte[] body, int count)
    {
        using var http = new HttpClient(
            new SocketsHttpHandler { UseProxy = false, MaxConnectionsPerServer = AtOnceOfAPort }
        );
        sink.Reset();
        var watch = Stopwatch.StartNew();
        var next = 0;
        var origins = sink.Origins;
        await Task.WhenAll(
            Enumerable
                .Range(0, AtOnceOfAPort * origins.Count)
                .Select(async worker =>
                {
                    var origin = origins[worker % origins.Count];
                    while (Interlocked.Increment(ref next) is var number && number <= count)
                        await PostAsync(http, new Uri($"{origin}/callback/{number}"), body);
                })
        );
        return sink.Taken / watch.Elapsed.TotalSeconds;
    }

    private static async Task PostAsync(HttpClient http, Uri url, byte[] body)
    {
        using var content = new ByteArrayContent(body);
        content.Headers.ContentType = MediaTypeHeaderValue.Parse("application/rss+xml; charset=utf-8");
        using var answer = await http.PostAsync(url, content);
        answer.EnsureSuccessStatusCode();
    }
}
