using Syndication.Benchmarks.Ingest;

namespace Syndication.Benchmarks.Feeds;

/// <summary>What the feed server does: its answers beside nginx's, and what it holds and files on the real stack.</summary>
internal static class FeedsSuite
{
    /// <param name="part"><c>serving</c> or <c>holding</c>; null for both.</param>
    /// <returns>False where a limit was missed.</returns>
    public static async Task<bool> MeasureAsync(string? part = null)
    {
        var limits = new Limits();
        if (part is null or "serving")
            await Serving.MeasureAsync(limits);
        if (part is null or "holding")
            await Holding.MeasureAsync(limits);
        return limits.AreKept;
    }

    /// <summary>A million articles, or as many as told; takes some minutes and GB, so only where it is asked for.</summary>
    public static async Task<bool> MeasureMillionAsync(int articles = Million.Articles)
    {
        var limits = new Limits();
        await Million.MeasureAsync(limits, articles);
        return limits.AreKept;
    }

    /// <summary>A minute without Redis, twice.</summary>
    public static async Task<bool> MeasureOutageAsync()
    {
        var limits = new Limits();
        await Outage.MeasureAsync(limits);
        return limits.AreKept;
    }
}
