using Syndication.Hosting.Bus;

namespace Syndication.Notifier.Deliveries;

/// <summary>
/// Tells the bus of batches, several at once. What it does not take is worked on here, or found by whoever has room: the
/// database has all of them.
/// </summary>
internal sealed partial class BatchTelling(
    IEventPublisher publisher,
    BatchRuns runs,
    FlashWatch watch,
    ILogger<BatchTelling> logger
)
{
    // Of each lane: flash is told of whatever else there is to tell.
    private const int AtOnce = 64;
    private int _bulk;
    private int _flash;

    /// <summary>Never waits.</summary>
    public void Tell(Batch batch, CancellationToken ct)
    {
        ref var untold = ref batch.Flash ? ref _flash : ref _bulk;
        if (Interlocked.Increment(ref untold) > AtOnce)
            Interlocked.Decrement(ref untold);
        else
            _ = TellAsync(batch, ct);
    }

    private async Task TellAsync(Batch batch, CancellationToken ct)
    {
        if (batch.Flash)
            watch.Begin();
        try
        {
            if (publisher.IsUp)
                await publisher.PublishAsync(
                    batch.Flash ? new DeliverFlash(batch.Id) : new DeliverBatch(batch.Id),
                    batch.Id,
                    ct
                );
            else
                await runs.TakeAsync(batch.Id, batch.Flash, ct);
        }
#pragma warning disable CA1031 // whatever it was, the batch is found
        catch (Exception e)
#pragma warning restore CA1031
        {
            if (!ct.IsCancellationRequested)
                NotTold(e.Message);
        }
        finally
        {
            if (batch.Flash)
                watch.End();
            Interlocked.Decrement(ref batch.Flash ? ref _flash : ref _bulk);
        }
    }

    [LoggerMessage(
        LogLevel.Information,
        "The bus does not take a batch, which is found without it: {Reason}"
    )]
    private partial void NotTold(string reason);
}
