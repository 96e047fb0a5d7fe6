namespace Syndication.Notifier.Deliveries;

/// <summary>How far an alert has come.</summary>
internal sealed record AlertProgress
{
    /// <summary>By channel.</summary>
    public required IReadOnlyList<AlertCount> Counts { get; init; }

    /// <summary>Everybody whom it concerns is counted in.</summary>
    public required bool IsPlanned { get; init; }

    /// <summary>Not tried yet, or to be tried again soon.</summary>
    public required int Open { get; init; }

    /// <summary>Whom it concerns, as far as that is known.</summary>
    public int Recipients => Counts.Sum(c => c.Recipients);

    /// <summary>0 to 1: of those known, how many need no more from us, or wait for their own hour.</summary>
    public double Done => Recipients == 0 ? (IsPlanned ? 1 : 0) : 1 - Math.Min(1, (double)Open / Recipients);

    /// <summary>The time from the event within which a share (0 to 1) of those accepted were accepted; null without any.</summary>
    public TimeSpan? Latency(double share)
    {
        byte[] all = [];
        Span<int> more = stackalloc int[LatencyScale.Buckets];
        foreach (var count in Counts)
        {
            for (var i = 0; i < LatencyScale.Buckets; i++)
                more[i] =
                    (i + 1) * sizeof(int) <= count.Latencies.Length
                        ? BitConverter.ToInt32(count.Latencies, i * sizeof(int))
                        : 0;
            all = LatencyScale.Add(all, more);
        }
        return LatencyScale.At(all, share);
    }
}
