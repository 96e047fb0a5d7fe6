namespace Syndication.Ingest.Sources;

/// <summary>What a server and its document wish of those who poll.</summary>
internal sealed record PollHints
{
    public static readonly PollHints None = new();

    /// <summary>Nothing new is seen sooner (<c>Cache-Control: max-age</c>).</summary>
    public TimeSpan? MaxAge { get; init; }

    /// <summary>RSS 2.0 <c>ttl</c>.</summary>
    public TimeSpan? Ttl { get; init; }

    /// <summary>Hours of the day in GMT in which nothing new comes.</summary>
    public IReadOnlyCollection<int> SkipHours { get; init; } = [];

    /// <summary>Days, in GMT, on which nothing new comes.</summary>
    public IReadOnlyCollection<DayOfWeek> SkipDays { get; init; } = [];
}
