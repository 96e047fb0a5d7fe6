using Syndication.Notifier.Store;
using Syndication.Notifier.Subscriptions;

namespace Syndication.Notifier.Deliveries;

/// <summary>By how much an alert's figures change in one transaction.</summary>
internal sealed class CountChange
{
    private readonly int[] _by = new int[Enum.GetValues<RecipientState>().Length];
    private readonly int[] _latencies = new int[LatencyScale.Buckets];
    private bool _hasLatencies;

    public void Move(RecipientState from, RecipientState to)
    {
        _by[(int)from]--;
        _by[(int)to]++;
    }

    public void Took(TimeSpan latency)
    {
        _latencies[LatencyScale.BucketOf(latency)]++;
        _hasLatencies = true;
    }

    public async Task WriteAsync(
        NotifierDbContext db,
        Guid alertId,
        ChannelKind channel,
        CancellationToken ct
    )
    {
        if (await db.HoldCountAsync(alertId, channel, ct) is not { } count)
            count = db.Counts.Add(new() { AlertId = alertId, Channel = channel }).Entity;
        count.Delivered += By(RecipientState.Delivered);
        count.Failed += By(RecipientState.Failed);
        count.Deferred += By(RecipientState.Deferred);
        count.Capped += By(RecipientState.Capped) + By(RecipientState.Told);
        count.Expired += By(RecipientState.Expired);
        count.Gone += By(RecipientState.Gone);
        if (_hasLatencies)
            count.Latencies = LatencyScale.Add(count.Latencies, _latencies);
    }

    private int By(RecipientState state) => _by[(int)state];
}
