using Syndication.Hosting.Bus;

namespace Syndication.Notifier.Deliveries;

/// <summary>
/// Tells the bus of batches, several at once. What it does not take is worked on here, or found by whoever has room: the
/// database has all of them.
/// </summary>
internal sealed partial class BatchTelling(
    IEventPublisher publisher,
    BatchRuns runs,
    ILogger<BatchTelling> logger
)
{
    private const int AtOnce = 64;
    private int _untold;

    /// <summary>Never waits.</summary>
    public void Tell(Batch batch, CancellationToken ct)
    {
        if (Interlocked.Increment(ref _untold) > AtOnce)
            Interlocked.Decrement(ref _untold);
        else
            _ = TellAsync(batch, ct);
    }

    private async Task TellAsync(Batch batch, CancellationToken ct)
    {
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
            Interlocked.Decrement(ref _untold);
        }
    }

    [LoggerMessage(
        LogLevel.Information,
        "The bus does not take a batch, which is found without it: {Reason}"
    )]
    private partial void NotTold(string reason);
}
