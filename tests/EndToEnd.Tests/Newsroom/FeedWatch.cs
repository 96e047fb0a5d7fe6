using System.Collections.Concurrent;
using System.Net;

namespace Syndication.EndToEnd.Tests.Newsroom;

/// <summary>
/// A reader who looks at a feed without a pause while things break: each answer must bear the entry, or say 503 (or, at
/// the gateway, that nobody is there). A 200 without the entry would make readers' programs forget it.
/// </summary>
internal sealed class FeedWatch : IAsyncDisposable
{
    private readonly CancellationTokenSource _end = new();
    private readonly ConcurrentQueue<string> _faults = new();
    private readonly Task _watching;

    public FeedWatch(HttpClient reader, string path, string id) => _watching = WatchAsync(reader, path, id);

    /// <summary>Every answer that should not have been given.</summary>
    public IReadOnlyCollection<string> Faults => _faults;

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        await _watching;
        _end.Dispose();
    }

    private async Task WatchAsync(HttpClient reader, string path, string id)
    {
        try
        {
            while (true)
            {
                using var answer = await reader.GetAsync(path, _end.Token);
                var body = await answer.Content.ReadAsStringAsync(_end.Token);
                if (answer.StatusCode == HttpStatusCode.ServiceUnavailable)
                    await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, _end.Token);
                else if (
                    answer.StatusCode != HttpStatusCode.OK
                    || !body.Contains(id, StringComparison.Ordinal)
                )
                    _faults.Enqueue($"{(int)answer.StatusCode}: {body[..Math.Min(body.Length, 300)]}");
            }
        }
        catch (OperationCanceledException)
        {
            // the watch is over
        }
        catch (HttpRequestException e)
        {
            _faults.Enqueue(e.Message);
        }
    }
}
