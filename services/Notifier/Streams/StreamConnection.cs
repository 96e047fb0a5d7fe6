using Microsoft.AspNetCore.Http.Features;

namespace Syndication.Notifier.Streams;

/// <summary>One open stream, until the reader leaves, falls behind, or the house closes.</summary>
internal sealed class StreamConnection(
    StreamHub hub,
    StreamListener listener,
    StreamReplay replay,
    CancellationToken closing
) : IResult
{
    private bool _writing;

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        using var end = CancellationTokenSource.CreateLinkedTokenSource(
            httpContext.RequestAborted,
            listener.Dropped,
            closing
        );
        try
        {
            Prepare(httpContext);
            await WriteAsync(httpContext.Response, end.Token);
        }
        catch (OperationCanceledException) when (end.IsCancellationRequested)
        {
            // What the reader does not take would be waited for, here or at the end of the process.
            if (_writing)
                httpContext.Abort();
        }
        finally
        {
            hub.Leave(listener);
        }
    }

    private static void Prepare(HttpContext context)
    {
        context.Features.Get<IHttpResponseBodyFeature>()?.DisableBuffering();
        context.Response.ContentType = "text/event-stream";
        context.Response.Headers.CacheControl = "no-store";
        // Nginx holds answers back until a buffer is full, unless told so.
        context.Response.Headers["X-Accel-Buffering"] = "no";
    }

    private async Task WriteAsync(HttpResponse response, CancellationToken ct)
    {
        await WriteAsync(response, StreamFrame.Opening, ct);
        if (replay.LostUpTo is { } lost)
            await WriteAsync(response, StreamFrame.Gap(lost), ct);
        foreach (var missed in replay.Events)
            await WriteAsync(response, StreamFrame.Of(missed), ct);
        await foreach (var frame in listener.FramesAsync(ct))
        {
            if (frame.IsComment || frame.Seq > replay.Seen)
                await WriteAsync(response, frame, ct);
        }
    }

    private async Task WriteAsync(HttpResponse response, StreamFrame frame, CancellationToken ct)
    {
        _writing = true;
        await response.Body.WriteAsync(frame.Bytes, ct);
        await response.Body.FlushAsync(ct);
        _writing = false;
    }
}
