using Microsoft.AspNetCore.Http.Features;
using Syndication.Feeds.Sockets;

namespace Syndication.Feeds.Documents;

/// <summary>
/// Answers for what is in memory before anything else looks at the request: no routing, no lock, no allocation, no wait.
/// Everything that is not plain goes on to <see cref="DocumentEndpoints"/>, which answers the same.
/// </summary>
internal sealed class FastPath(FastTargets targets, FeedDesk desk, FeedSender sender) : IStartupFilter
{
    public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) =>
        app =>
        {
            app.Use(Take);
            next(app);
        };

    /// <summary>The address leads to this document, whatever the headers are.</summary>
    public void Remember(HttpContext context, FeedKey key)
    {
        if (Target(context) is { } target)
            targets.Put(target, key);
    }

    private RequestDelegate Take(RequestDelegate next) =>
        context =>
            Find(context, out var key, out var document) is { } body
                ? sender.SendAsync(context, key, document, body, negotiated: false, age: null)
                : LeaveAsync(context, next);

    // What comes behind may take its time: not on the thread that others' requests come in by.
    private static Task LeaveAsync(HttpContext context, RequestDelegate next) =>
        context.Features.Get<LoopScheduler>() is { } scheduler
            ? LeaveAsync(context, next, scheduler)
            : next(context);

    private static async Task LeaveAsync(HttpContext context, RequestDelegate next, LoopScheduler scheduler)
    {
        scheduler.Leave();
        await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        try
        {
            await next(context);
        }
        finally
        {
            scheduler.Return();
        }
    }

    private FeedBody? Find(HttpContext context, out FeedKey key, out FeedDocument document)
    {
        (key, document) = (default, null!);
        if (Target(context) is not { } target || !IsPlain(context.Request))
            return null;
        if (targets.Find(target) is not { } found || desk.FindCurrent(found) is not { } current)
            return null;
        (key, document) = (found, current);
        return CodingChoice.Of(context.Request.Headers.AcceptEncoding) is { } coding
            ? current.Bodies.Ready(coding)
            : null;
    }

    private static string? Target(HttpContext context) =>
        !context.Request.PathBase.HasValue
        && context.Features.Get<IHttpRequestFeature>()?.RawTarget is { } raw
        && raw.StartsWith("/feeds/", StringComparison.Ordinal)
            ? raw
            : null;

    // A request with a body is read by those who bound it; one for a certain state only is for who can refuse it.
    private static bool IsPlain(HttpRequest request) =>
        (HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method))
        && request.Headers.ContentLength is null
        && request.Headers.TransferEncoding.Count == 0
        && request.Headers.IfMatch.Count == 0
        && request.Headers.IfUnmodifiedSince.Count == 0
        && !request.Headers.ContainsKey(DeltaRequest.Header);
}
