using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Syndication.Testing;

/// <summary>
/// A server of 127.0.0.1 that says, to the byte, what a test wants said: well-behaved servers cannot be made to misbehave.
/// Each connection is one request; it is closed after the answer.
/// </summary>
public sealed class CannedHttp : IAsyncDisposable
{
    private readonly TcpListener _listener;
    private readonly Func<string, Stream, CancellationToken, Task> _answer;
    private readonly CancellationTokenSource _end = new();
    private readonly ConcurrentQueue<string> _requests = new();
    private readonly Task _serving;

    /// <summary>Answers by writing to the stream; the text is the request's head and the body that came with it.</summary>
    public CannedHttp(Func<string, Stream, CancellationToken, Task> answer, IPAddress? address = null)
    {
        _answer = answer;
        _listener = new(address ?? IPAddress.Loopback, 0);
        _listener.Start();
        _serving = ServeAsync();
    }

    /// <summary>Always answers the same.</summary>
    public CannedHttp(string head, ReadOnlyMemory<byte> body = default)
        : this((_, stream, ct) => WriteAsync(stream, head, body, ct)) { }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    public Uri Url(string path = "/", string? host = null) =>
        new($"http://{host ?? _listener.LocalEndpoint.ToString()!.Split(':')[0]}:{Port}{path}");

    /// <summary>What came in so far.</summary>
    public IReadOnlyList<string> Requests => [.. _requests];

    /// <summary>Writes a status line, header lines, and a body with its length.</summary>
    /// <param name="stream">Where to.</param>
    /// <param name="head">Lines such as <c>HTTP/1.1 200 OK</c>, without the empty one.</param>
    /// <param name="body">As it is.</param>
    /// <param name="ct">Ends it.</param>
    public static async Task WriteAsync(
        Stream stream,
        string head,
        ReadOnlyMemory<byte> body,
        CancellationToken ct
    )
    {
        var length = string.Create(CultureInfo.InvariantCulture, $"Content-Length: {body.Length}");
        var lines = $"{head}\n{length}\nConnection: close\n\n".ReplaceLineEndings("\r\n");
        await stream.WriteAsync(Encoding.UTF8.GetBytes(lines), ct);
        await stream.WriteAsync(body, ct);
    }

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        // First this: a listener that is stopped already is no place to wait at.
        await _serving;
        _listener.Dispose();
        _end.Dispose();
    }

    private async Task ServeAsync()
    {
        var open = new List<Task>();
        try
        {
            while (true)
                open.Add(TalkAsync(await _listener.AcceptTcpClientAsync(_end.Token)));
        }
        catch (OperationCanceledException)
        {
            await Task.WhenAll(open);
        }
    }

    private async Task TalkAsync(TcpClient client)
    {
        using var own = client;
        try
        {
            var stream = client.GetStream();
            var request = await ReadAsync(stream, _end.Token);
            _requests.Enqueue(request);
            await _answer(request, stream, _end.Token);
        }
        catch (Exception e) when (e is IOException or OperationCanceledException)
        {
            // The other side has had enough, or the test is over.
        }
    }

    private static async Task<string> ReadAsync(Stream stream, CancellationToken ct)
    {
        var request = new StringBuilder();
        var buffer = new byte[4096];
        while (!IsWhole(request.ToString()))
        {
            var read = await stream.ReadAsync(buffer, ct);
            if (read == 0)
                break;
            request.Append(Encoding.Latin1.GetString(buffer, 0, read));
        }
        return request.ToString();
    }

    private static bool IsWhole(string request)
    {
        var end = request.IndexOf("\r\n\r\n", StringComparison.Ordinal);
        if (end < 0)
            return false;
        const string Length = "Content-Length: ";
        var at = request.IndexOf(Length, StringComparison.OrdinalIgnoreCase);
        if (at < 0 || at > end)
            return true;
        var digits = request[(at + Length.Length)..].Split('\r')[0];
        return request.Length >= end + 4 + int.Parse(digits, CultureInfo.InvariantCulture);
    }
}
