using System.Collections.Concurrent;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Syndication.Ingest.Tests.Sources;

/// <summary>Origins on a Kestrel of 127.0.0.1; what a path answers may change while it runs. All requests are kept.</summary>
internal sealed class FeedServer : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly ConcurrentDictionary<string, RequestDelegate> _paths = new(StringComparer.Ordinal);
    private readonly ConcurrentQueue<(string Path, IHeaderDictionary Headers)> _requests = [];

    private FeedServer()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(k => k.Listen(IPAddress.Loopback, 0));
        _app = builder.Build();
        _app.Run(context =>
        {
            var path = context.Request.Path.Value! + context.Request.QueryString;
            var headers = new HeaderDictionary();
            foreach (var (name, value) in context.Request.Headers)
                headers[name] = value;
            _requests.Enqueue((path, headers));
            return (_paths.GetValueOrDefault(path) ?? _paths.GetValueOrDefault("*") ?? Missing)(context);
        });
    }

    public static async Task<FeedServer> StartAsync()
    {
        var server = new FeedServer();
        await server._app.StartAsync(IngestHost.Ct);
        return server;
    }

    public RequestDelegate this[string path]
    {
        set => _paths[path] = value;
    }

    public Uri Url(string path) => new(new Uri(_app.Urls.First()), path);

    public List<IHeaderDictionary> Requests(string path) =>
        [.. _requests.Where(r => r.Path == path).Select(r => r.Headers)];

    public int Count => _requests.Count;

    /// <summary>Bytes with a content type and headers.</summary>
    public static RequestDelegate Says(
        byte[] body,
        string type = "application/rss+xml",
        params (string Name, string Value)[] headers
    ) =>
        async context =>
        {
            foreach (var (name, value) in headers)
                context.Response.Headers[name] = value;
            context.Response.ContentType = type;
            await context.Response.Body.WriteAsync(body, context.RequestAborted);
        };

    public static RequestDelegate Status(int status, params (string Name, string Value)[] headers) =>
        context =>
        {
            foreach (var (name, value) in headers)
                context.Response.Headers[name] = value;
            context.Response.StatusCode = status;
            return Task.CompletedTask;
        };

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private static Task Missing(HttpContext context)
    {
        context.Response.StatusCode = StatusCodes.Status404NotFound;
        return Task.CompletedTask;
    }
}
