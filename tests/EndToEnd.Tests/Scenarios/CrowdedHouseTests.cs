using System.Net;
using System.Net.Sockets;
using Syndication.Testing;
using Syndication.Testing.Servers;

namespace Syndication.EndToEnd.Tests.Scenarios;

/// <summary>More readers than the system lets one process have files open.</summary>
public sealed class CrowdedHouseTests : IAsyncLifetime
{
    private const int OpenFiles = 768;
    private const int Knocking = 700;

    // What is left of its files when it has its own.
    private const int Connections = 128;
    private readonly int _other = FreePort.Next();
    private readonly ServiceProcess _house;

    public CrowdedHouseTests() =>
        _house = new(
            "Standalone",
            new Dictionary<string, string>(StringComparer.Ordinal)
            {
                ["RateLimits:Enabled"] = "false",
                ["Data:Directory"] = "data",
            },
            OpenFiles,
            _other
        );

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => await _house.StartAsync(Ct);

    public ValueTask DisposeAsync() => _house.DisposeAsync();

    [Fact]
    public async Task Those_who_find_no_room_are_sent_away_and_the_house_stands()
    {
        var request = "GET /feeds/all.rss HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n"u8.ToArray();
        var crowd = new List<Socket>();
        for (var i = 0; i < Knocking; i++)
        {
            var reader = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
            crowd.Add(reader);
            await reader.ConnectAsync(IPAddress.Loopback, i % 2 == 0 ? _house.Port : _other, Ct);
        }
        var answers = await Task.WhenAll(crowd.Select(r => IsAnsweredAsync(r, request)));
        crowd.ForEach(r => r.Dispose());

        Assert.InRange(answers.Count(a => a), 1, Connections);
        using var http = new HttpClient(new SocketsHttpHandler { UseProxy = false });
        await Waiting.UntilAsync(
            async () =>
            {
                using var answer = await http.GetAsync(new Uri(_house.Address, "/feeds/all.rss"), Ct);
                return answer.StatusCode == HttpStatusCode.OK;
            },
            TimeSpan.FromSeconds(20),
            "there should be room again",
            Ct
        );
    }

    [Fact]
    public async Task However_many_want_to_listen_there_is_room_to_ask_how_it_is()
    {
        using var http = new HttpClient(new SocketsHttpHandler { UseProxy = false });
        var stream = new Uri(_house.Address, "/api/alerts/stream");
        var open = new List<HttpResponseMessage>();
        for (var i = 0; i < Connections * 3 / 4; i++)
        {
            var one = await http.GetAsync(stream, HttpCompletionOption.ResponseHeadersRead, Ct);
            open.Add(one);
            Assert.Equal(HttpStatusCode.OK, one.StatusCode);
        }

        using var refused = await http.GetAsync(stream, HttpCompletionOption.ResponseHeadersRead, Ct);

        Assert.Equal(HttpStatusCode.ServiceUnavailable, refused.StatusCode);
        Assert.Equal(TimeSpan.FromSeconds(30), refused.Headers.RetryAfter?.Delta);
        Assert.Equal("application/problem+json", refused.Content.Headers.ContentType?.MediaType);
        Assert.Contains(
            $"{Connections * 3 / 4} readers",
            await refused.Content.ReadAsStringAsync(Ct),
            StringComparison.Ordinal
        );
        using var health = await http.GetAsync(new Uri(_house.Address, "/health/ready"), Ct);
        Assert.Equal(HttpStatusCode.OK, health.StatusCode);
        using var elsewhere = await http.GetAsync(new Uri($"http://127.0.0.1:{_other}/health/live"), Ct);
        Assert.Equal(HttpStatusCode.OK, elsewhere.StatusCode);
        open.ForEach(o => o.Dispose());
    }

    private static async Task<bool> IsAnsweredAsync(Socket reader, byte[] request)
    {
        try
        {
            await reader.SendAsync(request, Ct);
            return await reader.ReceiveAsync(new byte[64], Ct) > 0;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
