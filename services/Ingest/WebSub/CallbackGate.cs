using System.Threading.RateLimiting;

namespace Syndication.Ingest.WebSub;

/// <summary>How much of the callbacks' traffic there may be at a time: anybody may call them.</summary>
internal sealed class CallbackGate : IDisposable
{
    // A push takes its body twice, as sent and as undone, and what is read in it.
    private const int MostPushes = 4;
    private const int MostWaiting = 64;
    private const int MostLookups = 32;
    private const int MostWaitingLookups = 512;

    private readonly ConcurrencyLimiter _lookups = new(Of(MostLookups, MostWaitingLookups));
    private readonly PartitionedRateLimiter<Guid> _pushes = PartitionedRateLimiter.CreateChained(
        // One at a time of a source: a hub that sends slowly keeps one place, not all.
        PartitionedRateLimiter.Create<Guid, Guid>(id =>
            RateLimitPartition.GetConcurrencyLimiter(id, _ => Of(1, MostWaiting / 4))
        ),
        PartitionedRateLimiter.Create<Guid, int>(_ =>
            RateLimitPartition.GetConcurrencyLimiter(0, _ => Of(MostPushes, MostWaiting))
        )
    );

    /// <summary>A place to look a token up, to be given back; not acquired where too many wait.</summary>
    public ValueTask<RateLimitLease> LookUpAsync(CancellationToken ct) => _lookups.AcquireAsync(1, ct);

    /// <summary>The same for a push to this source.</summary>
    public ValueTask<RateLimitLease> PushAsync(Guid source, CancellationToken ct) =>
        _pushes.AcquireAsync(source, 1, ct);

    public void Dispose()
    {
        _lookups.Dispose();
        _pushes.Dispose();
    }

    private static ConcurrencyLimiterOptions Of(int most, int waiting) =>
        new()
        {
            PermitLimit = most,
            QueueLimit = waiting,
            QueueProcessingOrder = QueueProcessingOrder.OldestFirst,
        };
}
