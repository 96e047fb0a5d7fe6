using System.Threading.RateLimiting;
using Microsoft.Extensions.Options;
using Syndication.Hosting.Security;

namespace Syndication.Notifier.Subscriptions;

/// <summary>How often one subscription may do something: so often at once, and again after a pause.</summary>
internal class ReaderLimit(IOptions<RateLimitOptions> limits, int atOnce, TimeSpan pause) : IDisposable
{
    // A bucket that is full again is forgotten after some seconds, so what is remembered are those who did something in the
    // last minutes; each has a subscription, which is more than a bucket.
    private readonly PartitionedRateLimiter<long> _limit = PartitionedRateLimiter.Create<long, long>(seq =>
        RateLimitPartition.GetTokenBucketLimiter(
            seq,
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
    public bool Allows(long seq) => Allows(seq, out _);

    /// <summary>As above; <paramref name="wait"/> is how long it has had enough at most.</summary>
    public bool Allows(long seq, out TimeSpan wait)
    {
        wait = TimeSpan.Zero;
        if (!limits.Value.Enabled)
            return true;
        using var lease = _limit.AttemptAcquire(seq);
        if (lease.IsAcquired)
            return true;
        wait = pause;
        return false;
    }

    public void Dispose()
    {
        _limit.Dispose();
        GC.SuppressFinalize(this);
    }
}
