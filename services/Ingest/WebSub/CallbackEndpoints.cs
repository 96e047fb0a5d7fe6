using System.Diagnostics;
using Microsoft.AspNetCore.Mvc;
using Syndication.Hosting.Storage;

namespace Syndication.Ingest.WebSub;

/// <summary>
/// <c>/websub/callback/{token}</c>, where hubs call. The token is the only key, so it must not come into a log or a trace.
/// </summary>
internal static partial class CallbackEndpoints
{
    private const string Route = "/websub/callback/{token}";

    public static void MapWebSub(this IEndpointRouteBuilder app)
    {
        app.MapGet(Route, GetAsync).WithTags("WebSub");
        app.MapPost(Route, PostAsync)
            .WithTags("WebSub")
            // The receiver counts by itself: it has to answer, not to cut the connection.
            .WithMetadata(new DisableRequestSizeLimitAttribute());
    }

    private static Task<IResult> GetAsync(string token, HttpContext context, IntentCheck intents) =>
        ApartAsync(context, () => intents.AnswerAsync(token, context.Request.Query, context.RequestAborted));

    private static Task<IResult> PostAsync(string token, HttpContext context, PushReceiver receiver) =>
        ApartAsync(context, () => receiver.TakeAsync(token, context.Request, context.RequestAborted));

    // What is logged within a request bears its path as scope: so nothing is.
    private static async Task<IResult> ApartAsync(HttpContext context, Func<Task<IResult>> answer)
    {
        var logger = context.RequestServices.GetRequiredService<ILogger<PushReceiver>>();
        context.Response.Headers.XContentTypeOptions = "nosniff";
        context.Response.Headers.CacheControl = "no-store";
        Activity.Current?.SetTag("url.path", Route);
        Task<IResult> answering;
        using (ExecutionContext.SuppressFlow())
            answering = Task.Run(() => GuardedAsync(answer, logger, context.RequestAborted));
        return await answering;
    }

    private static async Task<IResult> GuardedAsync(
        Func<Task<IResult>> answer,
        ILogger logger,
        CancellationToken ct
    )
    {
        try
        {
            return await answer();
        }
        // The server has its own words for a body that breaks off or dawdles.
        catch (BadHttpRequestException bad)
        {
            return TypedResults.StatusCode(bad.StatusCode);
        }
        // Nobody is there to be answered.
        catch (Exception fault)
            when (fault is IOException || (fault is OperationCanceledException && ct.IsCancellationRequested))
        {
            return TypedResults.StatusCode(StatusCodes.Status499ClientClosedRequest);
        }
#pragma warning disable CA1031 // it would be logged with the path; the hub comes again
        catch (Exception fault)
#pragma warning restore CA1031
        {
            if (!DatabaseOutage.Is(fault))
                CallbackBroke(logger, fault);
            return new Busy();
        }
    }

    [LoggerMessage(LogLevel.Error, "A hub's call broke; it is told to come again")]
    private static partial void CallbackBroke(ILogger logger, Exception fault);
}
