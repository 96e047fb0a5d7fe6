using System.Net;
using System.Net.Http.Json;
using System.Text.Json;

namespace Syndication.Notifier.Tests.Alerts;

/// <summary>Calls of the newsroom's screen, and what they are answered.</summary>
internal sealed class Newsroom(HttpClient client)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public static Dictionary<string, object?> Draft(params (string Field, object? Value)[] others)
    {
        var draft = new Dictionary<string, object?>(StringComparer.Ordinal)
        {
            ["title"] = "ফেরিঘাটে চলাচল বন্ধ",
            ["body"] = "কুয়াশা না কাটা পর্যন্ত ফেরি ছাড়বে না।",
            ["url"] = "https://khobor.example/national/12",
            ["topics"] = new[] { "international" },
            ["level"] = "breaking",
        };
        foreach (var (field, value) in others)
            draft[field] = value;
        return draft;
    }

    public Task<(HttpStatusCode Status, JsonElement Answer)> PostAsync(
        string path,
        object? body = null,
        string? call = null
    ) => SendAsync(HttpMethod.Post, path, body, call);

    public Task<(HttpStatusCode Status, JsonElement Answer)> PatchAsync(Guid id, object body) =>
        SendAsync(HttpMethod.Patch, $"/{id}", body, call: null);

    private async Task<(HttpStatusCode Status, JsonElement Answer)> SendAsync(
        HttpMethod method,
        string path,
        object? body,
        string? call
    )
    {
        using var request = new HttpRequestMessage(method, "/api/alerts" + path);
        if (body is not null)
            request.Content = JsonContent.Create(body);
        if (call is not null)
            request.Headers.Add("Idempotency-Key", call);
        using var response = await client.SendAsync(request, Ct);
        var text = await response.Content.ReadAsStringAsync(Ct);
        return (
            response.StatusCode,
            text.Length == 0 ? default : JsonSerializer.Deserialize<JsonElement>(text)
        );
    }

    /// <summary>Makes one, and tells its id.</summary>
    public async Task<Guid> MakeAsync(params (string Field, object? Value)[] others)
    {
        var (status, answer) = await PostAsync("", Draft(others));
        Assert.Equal(HttpStatusCode.Accepted, status);
        return answer.GetProperty("id").GetGuid();
    }

    public Task<JsonElement> GetAsync(Guid id) =>
        client.GetFromJsonAsync<JsonElement>($"/api/alerts/{id}", Ct);

    public async Task<string> StateAsync(Guid id) => (await GetAsync(id)).GetProperty("state").GetString()!;

    /// <summary>As <c>who act: detail</c>.</summary>
    public async Task<List<string>> HistoryAsync(Guid id) =>
        [
            .. (await GetAsync(id))
                .GetProperty("history")
                .EnumerateArray()
                .Select(a => $"{a.GetProperty("who")} {a.GetProperty("act")}: {a.GetProperty("detail")}"),
        ];
}
