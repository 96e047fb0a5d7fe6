using System.Net.Http.Json;

namespace Syndication.Benchmarks.Push;

/// <summary>Raises an alert as a newsroom does.</summary>
internal static class AlertPost
{
    /// <param name="http">Bears a key with the scope <c>alerts</c>.</param>
    /// <param name="notifier">Where it listens.</param>
    /// <param name="topic">A category's slug.</param>
    /// <param name="key">Another one for each alert.</param>
    /// <exception cref="HttpRequestException">It was not taken.</exception>
    public static async Task SendAsync(HttpClient http, Uri notifier, string topic, string key)
    {
        using var answer = await http.PostAsJsonAsync(
            new Uri(notifier, "/api/alerts"),
            new
            {
                title = "নদীতে সেতু ভেঙে পড়েছে",
                body = "উদ্ধারকাজ চলছে।",
                url = "https://khobor.example/1",
                topics = new[] { topic },
                level = "breaking",
                language = "bn",
                key,
            }
        );
        if (!answer.IsSuccessStatusCode)
            throw new HttpRequestException(await answer.Content.ReadAsStringAsync());
    }
}
