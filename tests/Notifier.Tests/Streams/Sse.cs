namespace Syndication.Notifier.Tests.Streams;

/// <summary>Reads a stream of server-sent events block by block, comments too; null at its end.</summary>
internal sealed class Sse : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);
    private readonly HttpResponseMessage _response;
    private readonly StreamReader _reader;
    private readonly CancellationTokenSource _deadline;

    private Sse(HttpResponseMessage response, Stream body, CancellationTokenSource deadline)
    {
        _response = response;
        _reader = new(body);
        _deadline = deadline;
    }

    public HttpResponseMessage Response => _response;

    /// <summary>Opens a stream and reads its first block, which shows that it is open.</summary>
    public static async Task<Sse> OpenAsync(
        HttpClient client,
        string query,
        CancellationToken ct,
        string? lastEventId = null
    )
    {
        var deadline = CancellationTokenSource.CreateLinkedTokenSource(ct);
        deadline.CancelAfter(Patience);
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/alerts/stream" + query);
        if (lastEventId is not null)
            request.Headers.Add("Last-Event-ID", lastEventId);
        var response = await client.SendAsync(
            request,
            HttpCompletionOption.ResponseHeadersRead,
            deadline.Token
        );
        var sse = new Sse(
            response,
            await response.EnsureSuccessStatusCode().Content.ReadAsStreamAsync(deadline.Token),
            deadline
        );
        var opening = await sse.NextAsync();
        Assert.Equal(("open", "3000"), (opening!.Comment, opening.Retry));
        return sse;
    }

    public async Task<SseBlock?> NextAsync()
    {
        var fields = new Dictionary<string, string>(StringComparer.Ordinal);
        while (await _reader.ReadLineAsync(_deadline.Token) is { } line)
        {
            if (line.Length == 0)
                return new(Of("id"), Of("event"), Of("data"), Of(""), Of("retry"));
            var colon = line.IndexOf(": ", StringComparison.Ordinal);
            fields.Add(line[..colon], line[(colon + 2)..]);
        }
        return null;

        string? Of(string name) => fields.GetValueOrDefault(name);
    }

    public void Dispose()
    {
        _reader.Dispose();
        _response.Dispose();
        _deadline.Dispose();
    }
}
