using Microsoft.AspNetCore.Http.Features;

namespace Syndication.Notifier.Streams;

/// <summary>One open stream, until the reader leaves, falls behind, or the house closes.</summary>
internal sealed class StreamConnection(
    StreamHub hub,
    StreamListener listener,
    StreamReplay replay,
    TimeProvider time,
    CancellationToken closing
) : IResult
{
    // A reader that keeps up takes what is on its way within this; the others must not hold the process.
    private static readonly TimeSpan GraceAtClosing = TimeSpan.FromSeconds(1);

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        using var grace = new CancellationTokenSource(Timeout.InfiniteTimeSpan, time);
        using var wait = closing.Register(() => grace.CancelAfter(GraceAtClosing));
        using var cut = CancellationTokenSource.CreateLinkedTokenSource(
            httpContext.RequestAborted,
            listener.Dropped,
            grace.Token
        );
        using var end = CancellationTokenSource.CreateLinkedTokenSource(cut.Token, closing);
        try
        {
            Prepare(httpContext);
            await WriteAsync(httpContext.Response, end.Token, cut.Token);
        }
        catch (OperationCanceledException) when (end.IsCancellationRequested)
        {
            // An end like any other. Kestrel cuts the connection itself if it was amid an event.
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

    // Between two events the stream may end at any moment, within one only when it must.
    private async Task WriteAsync(HttpResponse response, CancellationToken end, CancellationToken cut)
    {
        await WriteAsync(response, StreamFrame.Opening, cut);
        if (replay.LostUpTo is { } lost)
            await WriteAsync(response, StreamFrame.Gap(lost), cut);
        foreach (var missed in replay.Events)
        {
            end.ThrowIfCancellationRequested();
            await WriteAsync(response, StreamFrame.Of(missed), cut);
        }
        await foreach (var frame in listener.FramesAsync(end))
        {
            if (frame.IsComment || frame.Seq > replay.Seen)
                await WriteAsync(response, frame, cut);
        }
    }

    private static async Task WriteAsync(HttpResponse response, StreamFrame frame, CancellationToken ct)
    {
        await response.Body.WriteAsync(frame.Bytes, ct);
        await response.Body.FlushAsync(ct);
    }
}
