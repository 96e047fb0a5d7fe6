using System.Net.Http.Headers;
using System.Security.Cryptography;

namespace Syndication.Benchmarks.Hub;

/// <summary>
/// The reference: the same bytes to the same callbacks by an HttpClient in a loop, which keeps nothing. It has its signatures
/// beforehand, or makes one for each callback, as a hub has to where each has a secret of its own.
/// </summary>
internal static class BareLoop
{
    private const int AtOnceOfAPort = 16;
    private const string Agent = "Syndication/1.0 (+https://news.example)";
    private static readonly byte[] Secret = "a secret of somebody"u8.ToArray();
    private static readonly string Beforehand = Sign([]);

    /// <summary>Deliveries a second.</summary>
    /// <param name="sink">Takes them.</param>
    /// <param name="body">The feed.</param>
    /// <param name="count">Of callbacks.</param>
    /// <param name="signs">Each for itself.</param>
    public static async Task<double> RunAsync(CallbackSink sink, byte[] body, int count, bool signs)
    {
        using var http = new HttpClient(
            new SocketsHttpHandler { UseProxy = false, MaxConnectionsPerServer = AtOnceOfAPort }
        );
        sink.Reset();
        var next = 0;
        var origins = sink.Origins;
        await Task.WhenAll(
            Enumerable
                .Range(0, AtOnceOfAPort * origins.Count)
                .Select(async worker =>
                {
                    var origin = origins[worker % origins.Count];
                    while (Interlocked.Increment(ref next) is var number && number <= count)
                        await PostAsync(
                            http,
                            new Uri($"{origin}/callback/{number}"),
                            body,
                            sink.Links,
                            signs
                        );
                })
        );
        return sink.Rate;
    }

    // Every field that the hub sends, of the same length.
    private static async Task PostAsync(HttpClient http, Uri url, byte[] body, string links, bool signs)
    {
        using var content = new ByteArrayContent(body);
        content.Headers.ContentType = MediaTypeHeaderValue.Parse("application/rss+xml; charset=utf-8");
        using var message = new HttpRequestMessage(HttpMethod.Post, url) { Content = content };
        message.Headers.TryAddWithoutValidation("Link", links);
        message.Headers.TryAddWithoutValidation("X-Hub-Signature", signs ? Sign(body) : Beforehand);
        message.Headers.TryAddWithoutValidation("User-Agent", Agent);
        message.Headers.TryAddWithoutValidation("Accept-Encoding", "gzip, br");
        using var answer = await http.SendAsync(message);
        answer.EnsureSuccessStatusCode();
    }

    private static string Sign(byte[] body) =>
        "sha256=" + Convert.ToHexStringLower(HMACSHA256.HashData(Secret, body));
}
