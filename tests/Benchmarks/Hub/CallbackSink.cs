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

    /// <summary>Where the self link of the feed lies.</summary>
    public string PublicOrigin { get; init; } = "";

    public IReadOnlyList<string> Origins => [.. _app.Urls];

    /// <summary>Distributions that came whole.</summary>
    public long Taken => Interlocked.Read(ref _taken);

    public static async Task<CallbackSink> StartAsync(int ports, string publicOrigin)
    {
        var sink = new CallbackSink(ports) { PublicOrigin = publicOrigin };
        await sink._app.StartAsync();
        return sink;
    }

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
            response.Headers.Link =
                $"<{PublicOrigin}{request.Path}>; rel=\"self\", <{PublicOrigin}/hub>; rel=\"hub\"";
            await response.Body.WriteAsync(_feed);
        }
        else if (HttpMethods.IsGet(request.Method))
            await response.WriteAsync(request.Query["hub.challenge"].ToString());
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
        if (length == _feed.Length)
            Interlocked.Increment(ref _taken);
    }
}
