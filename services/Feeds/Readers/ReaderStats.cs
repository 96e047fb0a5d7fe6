namespace Syndication.Feeds.Readers;

/// <summary>A feed's readers by day, as <c>GET /api/feeds/{selector}/stats</c> answers them.</summary>
internal sealed record ReaderStats
{
    public required string Feed { get; init; }

    /// <summary>IANA name: whose midnights the days begin at.</summary>
    public required string TimeZone { get; init; }

    /// <summary>False where other processes' counts could not be had.</summary>
    public required bool Complete { get; init; }

    /// <summary>Requests that this process could not count since it began, of any feed.</summary>
    public required long Missed { get; init; }

    /// <summary>The last one first.</summary>
    public required IReadOnlyList<ReaderStatsDay> Days { get; init; }
}

/// <summary>One day.</summary>
internal sealed record ReaderStatsDay(
    string Date,
    [property: System.Text.Json.Serialization.JsonIgnore] ReaderDay Counts
)
{
    private const int AgentsTold = 30;

    /// <summary>Those of all services together that tell.</summary>
    public long Subscribers => Counts.Fetchers.Values.Sum(f => (long)f.Subscribers);
    public long Requests => Counts.Requests;

    /// <summary>Requests without a sign that the asker came before.</summary>
    public long First => Counts.Requests - Counts.Returning;
    public long Returning => Counts.Returning;
    public long Unchanged => Counts.Unchanged;

    public IEnumerable<Fetcher> Fetchers =>
        Counts
            .Fetchers.Values.OrderByDescending(f => f.Subscribers)
            .ThenBy(f => f.Name, StringComparer.Ordinal)
            .ThenBy(f => f.FeedId, StringComparer.Ordinal);

    public IEnumerable<AgentStats> Agents =>
        Counts
            .Agents.OrderByDescending(a => a.Value.Requests)
            .ThenBy(a => a.Key, StringComparer.Ordinal)
            .Take(AgentsTold)
            .Select(a => new AgentStats(a.Key, a.Value.Requests, a.Value.Returning));
}

/// <summary>Requests of one program on a day.</summary>
internal sealed record AgentStats(string Name, long Requests, long Returning);
