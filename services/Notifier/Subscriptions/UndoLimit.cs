using System.Threading.RateLimiting;
using Microsoft.Extensions.Options;
using Syndication.Hosting.Security;

namespace Syndication.Notifier.Subscriptions;

/// <summary>
/// How often one subscription may take back that it was ended by its link. Leaving itself has no limit, and to leave again
/// and again one must come back.
/// </summary>
internal sealed class UndoLimit(IOptions<RateLimitOptions> limits) : IDisposable
{
    private const int AtOnce = 5;

    // What is remembered stays bounded; those that share a place take turns.
    private const int Places = 1 << 16;
    private static readonly TimeSpan Pause = TimeSpan.FromMinutes(1);
    private readonly PartitionedRateLimiter<long> _limit = PartitionedRateLimiter.Create<long, long>(seq =>
        RateLimitPartition.GetTokenBucketLimiter(
            seq % Places,
            _ =>
                new()
                {
                    TokenLimit = AtOnce,
                    TokensPerPeriod = 1,
                    ReplenishmentPeriod = Pause,
                    QueueLimit = 0,
                }
        )
    );

    public bool Allows(long seq)
    {
        using var lease = limits.Value.Enabled ? _limit.AttemptAcquire(seq) : null;
        return lease is null or { IsAcquired: true };
    }

    public void Dispose() => _limit.Dispose();
}
