using Syndication.Contracts;
using Syndication.Hosting.Bus;

namespace Syndication.Feeds.Rebuilds;

/// <summary>Asks for a rebuild beside all other work, and again while the request cannot be handed over.</summary>
internal sealed partial class RebuildCaller(
    IEventPublisher publisher,
    TimeProvider time,
    ILogger<RebuildCaller> logger
)
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(5);
    private readonly Lock _gate = new();
    private Task _call = Task.CompletedTask;

    /// <summary>Asks, unless a request is under way. Embedded, that takes as long as the rebuild.</summary>
    public void Call(Guid rebuildId, CancellationToken ct)
    {
        lock (_gate)
            if (_call.IsCompleted)
                _call = Task.Run(() => CallAsync(rebuildId, ct), ct);
    }

    private async Task CallAsync(Guid rebuildId, CancellationToken ct)
    {
        RebuildAskedFor(rebuildId);
        while (!ct.IsCancellationRequested)
            try
            {
                await publisher.PublishAsync(new RebuildRequested(rebuildId), rebuildId, ct);
                return;
            }
            catch (Exception e) when (!ct.IsCancellationRequested)
            {
                RebuildRequestFailed(e, rebuildId);
                await Task.Delay(Pause, time, ct);
            }
    }

    [LoggerMessage(LogLevel.Warning, "The projection is not whole: rebuild {RebuildId} is asked for")]
    private partial void RebuildAskedFor(Guid rebuildId);

    [LoggerMessage(LogLevel.Error, "The request for rebuild {RebuildId} failed; it is sent again")]
    private partial void RebuildRequestFailed(Exception fault, Guid rebuildId);
}
