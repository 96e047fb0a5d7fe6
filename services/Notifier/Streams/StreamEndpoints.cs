using System.Data.Common;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Syndication.Hosting.Bus;

namespace Syndication.Notifier.Streams;

/// <summary><c>/api/alerts/stream</c>: alerts as server-sent events, for everybody.</summary>
internal static class StreamEndpoints
{
    private const string RetryAfterSeconds = "3";

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
        if (!StreamRequest.TryParse(topics, header, lastEventId, out var request, out var errors))
            return TypedResults.ValidationProblem(errors);
        if (hub.Join(request.Topics) is not { } listener)
            return Later(context, "There is no room for another reader right now.");
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
            return Later(context, "What was missed cannot be read right now.");
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
            ? log.MissedAsync(seen, listener.Head, request.Topics, ct)
            : Task.FromResult(StreamReplay.None);

    private static ProblemHttpResult Later(HttpContext context, string detail)
    {
        context.Response.Headers.RetryAfter = RetryAfterSeconds;
        return TypedResults.Problem(detail, statusCode: StatusCodes.Status503ServiceUnavailable);
    }
}
