namespace Syndication.Ingest.Sources;

/// <summary>When a source is polled next. Pure: same arguments, same answer.</summary>
internal static class PollSchedule
{
    public static readonly TimeSpan Shortest = TimeSpan.FromMinutes(1);
    public static readonly TimeSpan Longest = TimeSpan.FromDays(1);

    // For a source that has not shown a rhythm.
    private static readonly TimeSpan Usual = TimeSpan.FromMinutes(15);
    private const int MostGaps = 20;
    private const double Spread = 0.1;

    /// <summary>The usual time between two articles: the median of the latest gaps; null for fewer than three articles.</summary>
    public static TimeSpan? Rhythm(IEnumerable<DateTimeOffset> published)
    {
        var latest = published.Distinct().OrderDescending().Take(MostGaps + 1).ToList();
        if (latest.Count < 3)
            return null;
        var gaps = latest.Zip(latest.Skip(1), (later, earlier) => later - earlier).Order().ToList();
        return gaps[gaps.Count / 2];
    }

    /// <summary>How long to wait before anybody's wishes.</summary>
    /// <param name="set">As the newsroom set it; it wins.</param>
    /// <param name="rhythm">The usual time between two articles.</param>
    /// <param name="newest">The latest article; a source that has fallen silent is asked less and less.</param>
    /// <param name="now">The time.</param>
    public static TimeSpan Base(TimeSpan? set, TimeSpan? rhythm, DateTimeOffset? newest, DateTimeOffset now)
    {
        if (set is { } interval)
            return Bounded(interval);
        if (rhythm is not { } usual)
            return Usual;
        var silence = newest is { } last && last < now ? (now - last) / 8 : TimeSpan.Zero;
        // Twice in the usual gap, so that an article waits for a quarter of it on average.
        return Bounded(Max(usual / 2, silence));
    }

    /// <summary>After an answer that was good.</summary>
    /// <param name="interval">From <see cref="Base"/>.</param>
    /// <param name="hints">Raise it, and never lower it.</param>
    /// <param name="now">The time.</param>
    /// <param name="chance">From 0 to 1; spreads those that began together.</param>
    public static DateTimeOffset AfterSuccess(
        TimeSpan interval,
        PollHints hints,
        DateTimeOffset now,
        double chance
    )
    {
        var wish = Max(hints.MaxAge ?? TimeSpan.Zero, hints.Ttl ?? TimeSpan.Zero);
        var next = now + Bounded(Max(Jittered(interval, chance), wish));
        return AfterSkipped(next, hints, now + Longest);
    }

    /// <summary>After a failure: twice as long with each, unless the server says longer.</summary>
    public static DateTimeOffset AfterFailure(
        TimeSpan interval,
        int failuresInARow,
        TimeSpan? retryAfter,
        DateTimeOffset now,
        double chance
    )
    {
        var doubled = Bounded(interval * Math.Pow(2, Math.Clamp(failuresInARow, 0, 16)));
        return now + Bounded(Max(Jittered(doubled, chance), retryAfter ?? TimeSpan.Zero));
    }

    private static DateTimeOffset AfterSkipped(DateTimeOffset next, PollHints hints, DateTimeOffset latest)
    {
        var at = next.ToUniversalTime();
        while (at < latest && (hints.SkipHours.Contains(at.Hour) || hints.SkipDays.Contains(at.DayOfWeek)))
            at = new DateTimeOffset(at.Year, at.Month, at.Day, at.Hour, 0, 0, TimeSpan.Zero).AddHours(1);
        return at < latest ? at : latest;
    }

    private static TimeSpan Jittered(TimeSpan interval, double chance) =>
        interval * (1 - Spread + (2 * Spread * chance));

    private static TimeSpan Bounded(TimeSpan interval) =>
        interval < Shortest ? Shortest
        : interval > Longest ? Longest
        : interval;

    private static TimeSpan Max(TimeSpan one, TimeSpan other) => one > other ? one : other;
}
