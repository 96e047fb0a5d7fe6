using System.Globalization;
using Syndication.Notifier.Deliveries;

namespace Syndication.Notifier.Promises;

/// <summary>Whether an alert was with its readers in time.</summary>
/// <param name="IsKept">90 of 100 had it within two minutes.</param>
/// <param name="Share">0 to 1.</param>
/// <param name="Words">As it is written down.</param>
internal sealed record PromiseVerdict(bool IsKept, double Share, string Words)
{
    /// <summary>The word that it stands under among an alert's acts.</summary>
    public const string Act = "promise";

    /// <summary>What a verdict begins with that is none to be proud of.</summary>
    public const string Broken = "broken";

    public static readonly TimeSpan Time = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan Late = TimeSpan.FromSeconds(30);
    private const double Promised = 0.9;

    /// <param name="progress">Null of one that has not begun.</param>
    /// <param name="age">Since what it tells of was published, or it was let out; two minutes, or more where nobody was there to look.</param>
    public static PromiseVerdict Of(AlertProgress? progress, TimeSpan age)
    {
        if (progress is not { IsPlanned: true })
            return new(false, 0, $"{Broken}: not everybody whom it concerns was even found");
        // Whoever sleeps, has had enough, has left or is no more is not due.
        var due = progress.Open + progress.Counts.Sum(c => (long)c.Delivered + c.Failed + c.Expired);
        var accepted =
            age <= Time + Late
                ? progress.Counts.Sum(c => (long)c.Delivered)
                : progress.Counts.Sum(c => LatencyScale.Within(c.Latencies, Time));
        if (due <= 0)
            return new(true, 1, "kept: nobody was due");
        var share = Math.Min(1, (double)accepted / due);
        var words = string.Create(
            CultureInfo.InvariantCulture,
            $"{Math.Floor(share * 100)} % of {due} readers had it"
        );
        return share >= Promised
            ? new(true, share, $"kept: {words}")
            : new(false, share, $"{Broken}: {words}");
    }
}
