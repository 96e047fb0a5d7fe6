using System.Collections.Concurrent;
using System.Net.ServerSentEvents;
using System.Text.Json;
using Syndication.Testing;

namespace Syndication.EndToEnd.Tests.Newsroom;

/// <summary>A browser that listens to <c>GET /api/alerts/stream</c>.</summary>
internal sealed class AlertListener : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private readonly ConcurrentQueue<Heard> _heard = new();
    private readonly CancellationTokenSource _end = new();
    private readonly HttpResponseMessage _answer;
    private readonly Task _listening;

    private AlertListener(HttpResponseMessage answer, Stream stream)
    {
        _answer = answer;
        _listening = ListenAsync(stream);
    }

    /// <summary>Listens from now on; returns once the service has taken the listener on.</summary>
    public static async Task<AlertListener> OpenAsync(HttpClient reader, string topics, CancellationToken ct)
    {
        var answer = await reader.GetAsync(
            $"/api/alerts/stream?topics={topics}",
            HttpCompletionOption.ResponseHeadersRead,
            ct
        );
        answer.EnsureSuccessStatusCode();
        Assert.Equal("text/event-stream", answer.Content.Headers.ContentType?.MediaType);
        return new(answer, await answer.Content.ReadAsStreamAsync(ct));
    }

    /// <summary>The types of the events heard so far about a title, in order.</summary>
    public IReadOnlyList<string> About(string title) =>
        [.. _heard.Where(h => h.Title == title).Select(h => h.Type)];

    /// <summary>Waits for the first event about a title.</summary>
    public Task WaitForAsync(string title, CancellationToken ct) =>
        Waiting.UntilAsync(
            () => Task.FromResult(About(title).Count > 0),
            Patience,
            () => $"an alert about '{title}'; heard {string.Join(", ", _heard)}",
            ct
        );

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        await _listening;
        _answer.Dispose();
        _end.Dispose();
    }

    private async Task ListenAsync(Stream stream)
    {
        try
        {
            await foreach (var item in SseParser.Create(stream).EnumerateAsync(_end.Token))
            {
                using var data = JsonDocument.Parse(item.Data);
                var title = data.RootElement.TryGetProperty("title", out var t) ? t.GetString() : null;
                _heard.Enqueue(new(item.EventType, title));
            }
        }
        catch (Exception e) when (e is OperationCanceledException or IOException)
        {
            // we hung up, or the service did; what was heard stays heard
        }
    }

    private sealed record Heard(string Type, string? Title);
}
