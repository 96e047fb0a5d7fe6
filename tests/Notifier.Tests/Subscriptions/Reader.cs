using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using Syndication.Testing.Push;

namespace Syndication.Notifier.Tests.Subscriptions;

/// <summary>What a reader's page posts, and how it manages what it got.</summary>
internal static class Reader
{
    /// <summary>A right body, for a push service that is known; <paramref name="name"/> tells readers apart.</summary>
    public static JsonObject Body(string name = "a", string? endpoint = null)
    {
        var keys = new PushReader();
        return new()
        {
            ["channel"] = "webpush",
            ["subscription"] = new JsonObject
            {
                ["endpoint"] = endpoint ?? $"https://fcm.googleapis.com/fcm/send/{name}",
                ["expirationTime"] = null,
                ["keys"] = new JsonObject { ["p256dh"] = keys.P256dh, ["auth"] = keys.Auth },
            },
            ["topics"] = new JsonArray("international"),
            ["minLevel"] = "breaking",
            ["language"] = "bn",
            ["timeZone"] = "Asia/Dhaka",
            ["quietHours"] = new JsonObject { ["from"] = "23:00", ["to"] = "07:00" },
            ["maxPerDay"] = 5,
            ["unheardOf"] = true,
        };
    }

    public static async Task<(HttpResponseMessage Response, JsonElement Answer)> SendAsync(
        this HttpClient client,
        HttpMethod method,
        string path,
        string? token = null,
        JsonNode? body = null
    )
    {
        using var request = new HttpRequestMessage(method, "/api/subscriptions" + path);
        if (token is not null)
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        if (body is not null)
            request.Content = JsonContent.Create(body);
        var response = await client.SendAsync(request, TestContext.Current.CancellationToken);
        var text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        return (response, text.Length == 0 ? default : JsonDocument.Parse(text).RootElement);
    }

    public static async Task<SignedUp> SignUpAsync(this HttpClient client, JsonNode? body = null)
    {
        var (response, answer) = await client.SendAsync(HttpMethod.Post, "", body: body ?? Body());
        Assert.True(response.IsSuccessStatusCode, answer.ToString());
        return new(
            answer.GetProperty("id").GetGuid(),
            answer.GetProperty("manageToken").GetString()!,
            new Uri(answer.GetProperty("unsubscribeUrl").GetString()!).PathAndQuery,
            (int)response.StatusCode
        );
    }

    internal sealed record SignedUp(Guid Id, string Token, string Link, int Status);
}
