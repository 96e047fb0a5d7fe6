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
    private Guid? _wanted;
    private bool _isCalling;

    /// <summary>Asks, after a request that is under way; embedded, that takes as long as the rebuild.</summary>
    public void Call(Guid rebuildId, CancellationToken ct)
    {
        lock (_gate)
        {
            _wanted = rebuildId;
            if (_isCalling)
                return;
            _isCalling = true;
        }
        _ = Task.Run(() => CallAllAsync(ct), CancellationToken.None);
    }

    private async Task CallAllAsync(CancellationToken ct)
    {
        while (Next() is { } rebuildId)
            try
            {
                RebuildAskedFor(rebuildId);
                await publisher.PublishAsync(new RebuildRequested(rebuildId), rebuildId, ct);
            }
            catch (Exception e) when (!ct.IsCancellationRequested)
            {
                RebuildRequestFailed(e, rebuildId);
                Again(rebuildId);
                await Task.Delay(Pause, time, ct);
            }
    }

    private Guid? Next()
    {
        lock (_gate)
        {
            var next = _wanted;
            _wanted = null;
            _isCalling = next is not null;
            return next;
        }
    }

    // Unless the store has begun another epoch meanwhile.
    private void Again(Guid rebuildId)
    {
        lock (_gate)
            _wanted ??= rebuildId;
    }

    [LoggerMessage(LogLevel.Warning, "The projection is not whole: rebuild {RebuildId} is asked for")]
    private partial void RebuildAskedFor(Guid rebuildId);

    [LoggerMessage(LogLevel.Error, "The request for rebuild {RebuildId} failed; it is sent again")]
    private partial void RebuildRequestFailed(Exception fault, Guid rebuildId);
}
