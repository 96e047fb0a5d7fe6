using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Syndication.Testing;
using Syndication.Testing.Hub;
using Syndication.Testing.Processes;

namespace Syndication.Notifier.Tests.Webhooks;

/// <summary>What others wrote for receivers (npm's <c>standardwebhooks</c>) takes our signatures.</summary>
public sealed class HookPeerTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Others_believe_what_is_signed_here_with_either_secret_and_nothing_else()
    {
        await using var scene = await HookScene.StartAsync();
        var (id, old) = await scene.HookAsync();
        var (_, answer) = await scene.CallAsync(HttpMethod.Post, $"/{id}/secret");
        var secret = answer.GetProperty("secret").GetString()!;
        var article = News.Breaking with { Breaking = Contracts.BreakingLevel.None };
        await scene.Host.PublishAsync(article.Published(), Ct);
        await HookScene.UntilAsync(() => scene.Told().Count == 1, "the event");
        var call = scene.Endpoints.Sent("/hook")[0];

        Assert.Equal("article.published", await TypeAsync(secret, call));
        Assert.Equal("article.published", await TypeAsync(old, call));
        await Assert.ThrowsAsync<InvalidOperationException>(() =>
            TypeAsync("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", call)
        );
        await Assert.ThrowsAsync<InvalidOperationException>(() =>
            TypeAsync(secret, call with { Body = [.. call.Body, (byte)' '] })
        );
    }

    private static async Task<string?> TypeAsync(string secret, CallbackCall call)
    {
        var headers = new JsonObject();
        foreach (var name in (string[])["webhook-id", "webhook-timestamp", "webhook-signature"])
            headers[name] = call.Headers[name].ToString();
        var input = new JsonObject
        {
            ["secret"] = secret,
            ["body"] = Encoding.UTF8.GetString(call.Body),
            ["headers"] = headers,
        };
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(Ct);
        limit.CancelAfter(TimeSpan.FromSeconds(60));
        var output = await Command.RunAsync(
            Command.Find("nodejs", "node"),
            [Path.Combine(RepositoryRoot.Path, "tests", "PushPeers", "peer.js"), "verify"],
            limit.Token,
            input.ToJsonString()
        );
        return JsonSerializer.Deserialize<JsonElement>(output).GetProperty("type").GetString();
    }
}
