using System.Data.Common;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Syndication.Hosting.Bus;

namespace Syndication.Notifier.Streams;

/// <summary><c>/api/alerts/stream</c>: alerts as server-sent events, for everybody.</summary>
internal static class StreamEndpoints
{
    private const string SoonSeconds = "3";
    private const string LaterSeconds = "30";

    public static void AddStreams(this IHostApplicationBuilder builder) =>
        builder
            .Services.AddSingleton<StreamSignal>()
            .AddSingleton<StreamHub>()
            .AddSingleton<StreamLog>()
            .AddSingleton<StreamSteps>()
            .AddHostedService<StreamReader>();

    public static void MapStreams(this IEndpointRouteBuilder app) =>
        app.MapGet("/api/alerts/stream", ListenAsync).WithTags("Alerts");

    private static async Task<IResult> ListenAsync(
        string? topics,
        string? minLevel,
        string? lastEventId,
        [FromHeader(Name = "Last-Event-ID")] string? header,
        HttpContext context,
        StreamHub hub,
        StreamLog log,
        TimeProvider time,
        IHostApplicationLifetime lifetime
    )
    {
        context.Response.Headers.AccessControlAllowOrigin = "*";
        if (!StreamRequest.TryParse(topics, minLevel, header, lastEventId, out var request, out var errors))
            return TypedResults.ValidationProblem(errors);
        if (hub.Join(request.Wish) is not { } listener)
            return hub.IsFull
                ? Later(
                    context,
                    $"{hub.Most} readers are connected to this process, as many as it takes. Try again later, or read the feeds.",
                    LaterSeconds
                )
                : Later(context, "The log of alerts cannot be read right now.", SoonSeconds);
        try
        {
            var replay = await ReplayAsync(request, listener, log, context.RequestAborted);
            return new StreamConnection(hub, listener, replay, time, lifetime.ApplicationStopping);
        }
        catch (Exception e)
        {
            hub.Leave(listener);
            if (e is not (OutageException or DbException))
                throw;
            return Later(context, "What was missed cannot be read right now.", SoonSeconds);
        }
    }

    // After joining, so that nothing falls between what is told again and what comes live.
    private static Task<StreamReplay> ReplayAsync(
        StreamRequest request,
        StreamListener listener,
        StreamLog log,
        CancellationToken ct
    ) =>
        request.Seen is { } seen
            ? log.MissedAsync(seen, listener.Head, request.Wish, ct)
            : Task.FromResult(StreamReplay.None);

    private static ProblemHttpResult Later(HttpContext context, string detail, string retryAfter)
    {
        context.Response.Headers.RetryAfter = retryAfter;
        return TypedResults.Problem(detail, statusCode: StatusCodes.Status503ServiceUnavailable);
    }
}
