using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Primitives;

namespace Syndication.Notifier.Tests.WebSub;

/// <summary>
/// Feeds at addresses of 127.0.0.1, as the Feeds service serves them: it is another process, and here it must also be able to
/// be wrong. What the hub makes of the real one is tested with all of them together.
/// </summary>
internal sealed class FeedServer : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly ConcurrentDictionary<string, byte[]> _feeds = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, string> _selfs = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, string> _locations = new(StringComparer.Ordinal);
    private int _fetches;

    private FeedServer()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(k => k.Listen(IPAddress.Loopback, 0));
        _app = builder.Build();
        _app.Run(AnswerAsync);
    }

    public string Origin => _app.Urls.First();

    /// <summary>What the self links begin with; the publication's own origin.</summary>
    public string PublicOrigin { get; set; } = "";

    /// <summary>How often anything was fetched.</summary>
    public int Fetches => Volatile.Read(ref _fetches);

    /// <summary>Answered in place of any feed, unless null.</summary>
    public int? Fault { get; set; }

    public static async Task<FeedServer> StartAsync()
    {
        var server = new FeedServer();
        await server._app.StartAsync(TestContext.Current.CancellationToken);
        return server;
    }

    public byte[] Put(string path, string text) => _feeds[path] = Encoding.UTF8.GetBytes(text);

    /// <summary>Another address at which a feed is served, which names the feed's own.</summary>
    public void Alias(string path, string self) => _selfs[path] = self;

    /// <summary>An address that leads to another one.</summary>
    public void Redirect(string path, string location) => _locations[path] = location;

    public void Remove(string path) => _feeds[path] = [];

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task AnswerAsync(HttpContext context)
    {
        Interlocked.Increment(ref _fetches);
        var path = context.Request.Path + context.Request.QueryString.ToString();
        var response = context.Response;
        var self = _selfs.GetValueOrDefault(path, path);
        if (Fault is { } fault)
            response.StatusCode = fault;
        else if (_locations.TryGetValue(path, out var location))
            response.Redirect(location, permanent: true, preserveMethod: true);
        else if (!_feeds.TryGetValue(self, out var bytes))
            response.StatusCode = StatusCodes.Status404NotFound;
        else if (bytes.Length == 0)
            response.StatusCode = StatusCodes.Status410Gone;
        else
            await FeedAsync(context, self, bytes);
    }

    private async Task FeedAsync(HttpContext context, string path, byte[] bytes)
    {
        var response = context.Response;
        var hash = new HashCode();
        hash.AddBytes(bytes);
        response.Headers.ETag = string.Create(CultureInfo.InvariantCulture, $"\"{hash.ToHashCode():x8}\"");
        response.Headers.Link = new StringValues([
            $"<{PublicOrigin}{path}>; rel=\"self\"",
            $"<{PublicOrigin}/hub>; rel=\"hub\"",
        ]);
        if (context.Request.Headers.IfNoneMatch == response.Headers.ETag)
        {
            response.StatusCode = StatusCodes.Status304NotModified;
            return;
        }
        response.ContentType = "application/rss+xml; charset=utf-8";
        await response.Body.WriteAsync(bytes);
    }
}
