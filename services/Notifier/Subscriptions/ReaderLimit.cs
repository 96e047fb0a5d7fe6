using System.Threading.RateLimiting;
using Microsoft.Extensions.Options;
using Syndication.Hosting.Security;

namespace Syndication.Notifier.Subscriptions;

/// <summary>How often one subscription may do something: so often at once, and again after a pause.</summary>
internal class ReaderLimit(IOptions<RateLimitOptions> limits, int atOnce, TimeSpan pause) : IDisposable
{
    // What is remembered stays bounded; readers that share a place take turns.
    private const int Places = 1 << 16;
    private readonly PartitionedRateLimiter<long> _limit = PartitionedRateLimiter.Create<long, long>(seq =>
        RateLimitPartition.GetTokenBucketLimiter(
            seq % Places,
            _ =>
                new()
                {
                    TokenLimit = atOnce,
                    TokensPerPeriod = 1,
                    ReplenishmentPeriod = pause,
                    QueueLimit = 0,
                }
        )
    );

    /// <summary>False where this one has had enough for now.</summary>
    public bool Allows(long seq)
    {
        using var lease = limits.Value.Enabled ? _limit.AttemptAcquire(seq) : null;
        return lease is null or { IsAcquired: true };
    }

    public void Dispose()
    {
        _limit.Dispose();
        GC.SuppressFinalize(this);
    }
}
