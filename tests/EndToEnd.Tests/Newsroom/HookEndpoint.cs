using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Syndication.Testing;
using Syndication.Testing.Hub;

namespace Syndication.EndToEnd.Tests.Newsroom;

/// <summary>A program that is told of articles and alerts as Standard Webhooks, and checks each signature.</summary>
internal sealed class HookEndpoint
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private readonly CallbackServer _server;
    private readonly byte[] _key;

    private HookEndpoint(CallbackServer server, Guid id, byte[] key) =>
        (_server, Id, _key) = (server, id, key);

    /// <summary>The webhook's.</summary>
    public Guid Id { get; }

    public static async Task<HookEndpoint> MakeAsync(
        HttpClient editor,
        string topic,
        CallbackServer server,
        CancellationToken ct
    )
    {
        using var answer = await editor.PostAsJsonAsync(
            "/api/subscriptions",
            new
            {
                channel = "webhook",
                url = server.Url("/hook"),
                topics = new[] { topic },
            },
            ct
        );
        var made = await answer.Content.ReadFromJsonAsync<JsonElement>(ct);
        Assert.True(answer.IsSuccessStatusCode, made.ToString());
        var secret = made.GetProperty("secret").GetString()!;
        return new(
            server,
            made.GetProperty("id").GetGuid(),
            Convert.FromBase64String(secret["whsec_".Length..])
        );
    }

    /// <summary>Waits for an event of a revision (of an alert: of a sequence); its data.</summary>
    public async Task<JsonElement> HearsAsync(string type, int revision, CancellationToken ct)
    {
        JsonElement? data = null;
        await Waiting.UntilAsync(
            () => Task.FromResult((data = Data(type, revision)) is not null),
            Patience,
            () => $"{type} {revision}; there came {string.Join(", ", Events().Select(e => e.ToString()))}",
            ct
        );
        return data!.Value;
    }

    /// <summary>Nobody is told any more.</summary>
    public async Task RemoveAsync(HttpClient editor, CancellationToken ct)
    {
        using var answer = await editor.DeleteAsync($"/api/subscriptions/{Id}", ct);
        answer.EnsureSuccessStatusCode();
    }

    private JsonElement? Data(string type, int revision) =>
        Events()
            .Where(e => e.GetProperty("type").GetString() == type)
            .Select(e => e.GetProperty("data"))
            .Where(d => d.GetProperty(IsAlert(type) ? "sequence" : "revision").GetInt32() == revision)
            .Select(d => (JsonElement?)d)
            .FirstOrDefault();

    private static bool IsAlert(string type) => type.StartsWith("alert.", StringComparison.Ordinal);

    private IEnumerable<JsonElement> Events() => _server.Sent("/hook").Select(Checked);

    private JsonElement Checked(CallbackCall call)
    {
        byte[] signed =
        [
            .. Encoding.UTF8.GetBytes($"{call.Headers["webhook-id"]}.{call.Headers["webhook-timestamp"]}."),
            .. call.Body,
        ];
        var expected = $"v1,{Convert.ToBase64String(HMACSHA256.HashData(_key, signed))}";
        Assert.Equal(expected, call.Headers["webhook-signature"].ToString());
        return JsonSerializer.Deserialize<JsonElement>(call.Body);
    }
}
