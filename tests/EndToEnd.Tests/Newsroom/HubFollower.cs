using System.Net;
using System.Security.Cryptography;
using System.Text;
using Syndication.Testing;
using Syndication.Testing.Hub;

namespace Syndication.EndToEnd.Tests.Newsroom;

/// <summary>A program that follows a feed through the house's hub (WebSub), and believes only what is signed.</summary>
internal sealed class HubFollower
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private const string Secret = "চর ও নদীর গোপন কথা";
    private readonly CallbackServer _server;
    private readonly Uri _topic;

    private HubFollower(CallbackServer server, Uri topic) => (_server, _topic) = (server, topic);

    private string Callback => $"/follows{_topic.AbsolutePath}";

    /// <summary>What came so far.</summary>
    public IReadOnlyList<CallbackCall> Sent => _server.Sent(Callback);

    /// <summary>Asks the hub, and waits until it has asked back.</summary>
    public static async Task<HubFollower> OfAsync(
        HttpClient reader,
        string feed,
        CallbackServer server,
        CancellationToken ct
    )
    {
        var follower = new HubFollower(server, new(reader.BaseAddress!, feed));
        await follower.AskAsync(reader, "subscribe", ct);
        return follower;
    }

    /// <summary>Takes leave, as whoever ends does.</summary>
    public Task LeaveAsync(HttpClient reader, CancellationToken ct) => AskAsync(reader, "unsubscribe", ct);

    /// <summary>Waits for a distribution with or without some words; its bytes.</summary>
    public async Task<byte[]> HearsAsync(string words, bool with, CancellationToken ct)
    {
        await Waiting.UntilAsync(
            () => Sent is [.., var last] && Says(last, words) == with,
            Patience,
            $"a distribution of {_topic} {(with ? "with" : "without")} '{words}'",
            ct
        );
        var call = Sent[^1];
        var expected = HMACSHA256.HashData(Encoding.UTF8.GetBytes(Secret), call.Body);
        Assert.Equal(
            $"sha256={Convert.ToHexStringLower(expected)}",
            call.Headers["X-Hub-Signature"].ToString()
        );
        Assert.Contains($"<{_topic}>; rel=\"self\"", call.Headers.Link.ToString(), StringComparison.Ordinal);
        return call.Body;
    }

    private static bool Says(CallbackCall call, string words) =>
        Encoding.UTF8.GetString(call.Body).Contains(words, StringComparison.Ordinal);

    private async Task AskAsync(HttpClient reader, string mode, CancellationToken ct)
    {
        using var form = new FormUrlEncodedContent(
            new Dictionary<string, string>(StringComparer.Ordinal)
            {
                ["hub.mode"] = mode,
                ["hub.topic"] = _topic.AbsoluteUri,
                ["hub.callback"] = _server.Url(Callback),
                ["hub.secret"] = Secret,
            }
        );
        using var answer = await reader.PostAsync("/hub", form, ct);
        Assert.True(
            answer.StatusCode == HttpStatusCode.Accepted,
            $"{(int)answer.StatusCode}: {await answer.Content.ReadAsStringAsync(ct)}"
        );
        await Waiting.UntilAsync(
            () => _server.Asked(Callback).Any(c => c.Mode == mode),
            Patience,
            $"the hub to ask whether to {mode}",
            ct
        );
    }
}
