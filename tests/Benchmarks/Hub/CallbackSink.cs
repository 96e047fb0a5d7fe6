using System.Diagnostics;
using System.Globalization;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Syndication.Benchmarks.Hub;

/// <summary>Callbacks of any number of subscribers at some ports of 127.0.0.1, and a feed: they read, count, and agree.</summary>
internal sealed class CallbackSink : IAsyncDisposable
{
    private readonly WebApplication _app;
    private long _taken;
    private long _asked;
    private long _first;
    private long _last;
    private volatile byte[] _feed = [];
    private volatile string _tag = "\"0\"";

    private CallbackSink(int ports)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(k =>
        {
            for (var i = 0; i < ports; i++)
                k.Listen(IPAddress.Loopback, 0);
        });
        _app = builder.Build();
        _app.Run(AnswerAsync);
    }

    /// <summary>Of the feed.</summary>
    public string Links { get; private init; } = "";

    public IReadOnlyList<string> Origins => [.. _app.Urls];

    /// <summary>Distributions that came whole.</summary>
    public long Taken => Interlocked.Read(ref _taken);

    public static async Task<CallbackSink> StartAsync(int ports, string links)
    {
        var sink = new CallbackSink(ports) { Links = links };
        await sink._app.StartAsync();
        return sink;
    }

    /// <summary>Questions of intent.</summary>
    public long Asked => Interlocked.Read(ref _asked);

    /// <summary>When the last one came.</summary>
    public long Last => Interlocked.Read(ref _last);

    /// <summary>Distributions a second, between the first and the last that came.</summary>
    public double Rate => (Taken - 1) / Stopwatch.GetElapsedTime(_first, _last).TotalSeconds;

    public void Reset() => Interlocked.Exchange(ref _taken, 0);

    public void Put(byte[] feed, int version)
    {
        _feed = feed;
        _tag = string.Create(CultureInfo.InvariantCulture, $"\"{version}\"");
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task AnswerAsync(HttpContext context)
    {
        var (request, response) = (context.Request, context.Response);
        if (request.Path.StartsWithSegments("/feeds", StringComparison.Ordinal))
        {
            response.ContentType = "application/rss+xml; charset=utf-8";
            response.Headers.ETag = _tag;
            response.Headers.Link = Links;
            await response.Body.WriteAsync(_feed);
        }
        else if (HttpMethods.IsGet(request.Method))
        {
            await response.WriteAsync(request.Query["hub.challenge"].ToString());
            Interlocked.Increment(ref _asked);
        }
        else
            await TakeAsync(request);
    }

    private async Task TakeAsync(HttpRequest request)
    {
        var length = 0L;
        while (true)
        {
            var read = await request.BodyReader.ReadAsync();
            length += read.Buffer.Length;
            request.BodyReader.AdvanceTo(read.Buffer.End);
            if (read.IsCompleted)
                break;
        }
        // Of another's feed nobody here knows the length.
        if (_feed.Length > 0 && length != _feed.Length)
            return;
        var now = Stopwatch.GetTimestamp();
        if (Interlocked.Increment(ref _taken) == 1)
            _first = now;
        Interlocked.Exchange(ref _last, now);
    }
}
