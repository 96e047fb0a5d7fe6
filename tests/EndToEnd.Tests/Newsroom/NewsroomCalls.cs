using System.Net.Http.Json;
using System.Text.Json;

namespace Syndication.EndToEnd.Tests.Newsroom;

/// <summary>What an editor's system says to the API.</summary>
internal static class NewsroomCalls
{
    public static Task<HttpResponseMessage> SendAsync(
        this HttpClient editor,
        Draft draft,
        CancellationToken ct
    ) => editor.PostAsJsonAsync("/api/articles", draft, Wire.Json, ct);

    /// <summary>Posts an article that must be taken, now.</summary>
    public static async Task<Stored> PostAsync(this HttpClient editor, Draft draft, CancellationToken ct)
    {
        using var answer = await editor.SendAsync(draft, ct);
        return await answer.StoredAsync(ct);
    }

    public static async Task<Stored> StoredAsync(this HttpResponseMessage answer, CancellationToken ct)
    {
        var body = await answer.Content.ReadAsStringAsync(ct);
        Assert.True(answer.IsSuccessStatusCode, $"{(int)answer.StatusCode}: {body}");
        return JsonSerializer.Deserialize<Stored>(body, Wire.Json)!;
    }
}
