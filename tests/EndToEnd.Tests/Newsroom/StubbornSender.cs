using System.Collections.Concurrent;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;

namespace Syndication.EndToEnd.Tests.Newsroom;

/// <summary>
/// A sender as a CMS is one: it knows several instances of Ingest, and sends the same again, to the next of them, until it has
/// an answer. What was answered is the promise to be kept.
/// </summary>
internal sealed class StubbornSender(IReadOnlyList<HttpClient> instances)
{
    private static readonly TimeSpan Breath = TimeSpan.FromMilliseconds(100);
    private readonly ConcurrentDictionary<string, (Guid Id, int Revision)> _promised = new(
        StringComparer.Ordinal
    );
    private int _answered;

    /// <summary>By guid, what was answered last.</summary>
    public IReadOnlyDictionary<string, (Guid Id, int Revision)> Promised => _promised;

    /// <summary>Articles answered so far, edits included.</summary>
    public int Answered => Volatile.Read(ref _answered);

    /// <summary>Guids that were answered with two ids: there should be none.</summary>
    public ConcurrentBag<string> Doubled { get; } = [];

    /// <summary>One call each.</summary>
    public async Task PostAsync(Draft draft, int preferred, CancellationToken ct)
    {
        for (var attempt = preferred; ; attempt++)
        {
            var stored = await TryAsync(
                async http =>
                {
                    using var answer = await http.PostAsJsonAsync("/api/articles", draft, Wire.Json, ct);
                    return answer.IsSuccessStatusCode ? await answer.StoredAsync(ct) : null;
                },
                attempt,
                ct
            );
            if (stored is null)
                continue;
            Note(draft.Guid!, stored.Id, stored.Revision);
            return;
        }
    }

    /// <summary>All in one call; only what was not stored is sent again.</summary>
    public async Task BatchAsync(IReadOnlyList<Draft> drafts, int preferred, CancellationToken ct)
    {
        for (var attempt = preferred; drafts.Count > 0; attempt++)
        {
            var lines = await TryAsync(http => SendAsync(http, drafts, ct), attempt, ct);
            if (lines is null)
                continue;
            foreach (var line in lines.Where(l => l.Id is not null))
                Note(drafts[line.Line - 1].Guid!, line.Id!.Value, line.Revision!.Value);
            drafts = [.. lines.Where(l => l.Id is null).Select(l => drafts[l.Line - 1])];
        }
    }

    private void Note(string guid, Guid id, int revision)
    {
        if (_promised.TryGetValue(guid, out var known) && known.Id != id)
            Doubled.Add(guid);
        _promised[guid] = (id, revision);
        Interlocked.Increment(ref _answered);
    }

    private static async Task<List<BatchLine>?> SendAsync(
        HttpClient http,
        IReadOnlyList<Draft> drafts,
        CancellationToken ct
    )
    {
        var text = string.Join('\n', drafts.Select(d => JsonSerializer.Serialize(d, Wire.Json)));
        using var body = new ByteArrayContent(Encoding.UTF8.GetBytes(text));
        body.Headers.ContentType = new MediaTypeHeaderValue("application/x-ndjson");
        using var answer = await http.PostAsync("/api/articles/batch", body, ct);
        if (!answer.IsSuccessStatusCode)
            return null;
        var lines = (await answer.Content.ReadAsStringAsync(ct)).Split(
            '\n',
            StringSplitOptions.RemoveEmptyEntries
        );
        return [.. lines.Select(l => JsonSerializer.Deserialize<BatchLine>(l, Wire.Json)!)];
    }

    // No answer means "perhaps": the same is sent again.
    private async Task<T?> TryAsync<T>(Func<HttpClient, Task<T?>> send, int attempt, CancellationToken ct)
        where T : class
    {
        try
        {
            if (await send(instances[attempt % instances.Count]) is { } answer)
                return answer;
        }
        catch (HttpRequestException)
        {
            // That instance is gone, or goes.
        }
        catch (IOException)
        {
            // It went in the middle of its answer.
        }
        await Task.Delay(Breath, TimeProvider.System, ct);
        return null;
    }

    private sealed record BatchLine(int Line, int Status, Guid? Id, int? Revision);
}
