using Syndication.Formats;
using Syndication.Testing.Hostile;

namespace Syndication.Benchmarks.Documents;

/// <summary>
/// Documents made to cost those who read them, each beside its limits: two seconds, and 200 MiB of managed memory
/// with the document itself and all that waits to be collected.
/// </summary>
internal static class HostileSuite
{
    private const double MostMilliseconds = 2_000;
    private const double MostMebibytes = 200;
    private const double Mebibyte = 1024 * 1024;
    private const int WarmUps = 20;

    private static readonly FeedReadOptions Options = new() { BaseUrl = new("https://khobor.example/feed") };

    /// <summary>False where anything but a feed or its refusal came of a document.</summary>
    public static async Task<bool> MeasureAsync()
    {
        foreach (var format in FeedFormat.All)
        {
            var ordinary = NewsFeed.Document(format);
            for (var i = 0; i < WarmUps; i++)
            {
                Read(ordinary);
            }
        }

        var isWhole = true;
        foreach (var name in HostileDocuments.Names)
        {
            isWhole &= await MeasureAsync(name);
        }

        return isWhole;
    }

    private static async Task<bool> MeasureAsync(string name)
    {
        var document = HostileDocuments.Make(name);
        // Making it left much behind, some of it in pools.
        var before = GC.GetTotalMemory(forceFullCollection: true) - document.Length;
        using var end = new CancellationTokenSource();
        var peak = PeakAsync(end.Token);
        var start = TimeProvider.System.GetTimestamp();
        try
        {
            await Task.Factory.StartNew(
                () => Read(document),
                CancellationToken.None,
                TaskCreationOptions.LongRunning,
                TaskScheduler.Default
            );
        }
#pragma warning disable CA1031 // whatever it is, it should not have come, and that is what is told
        catch (Exception unexpected)
#pragma warning restore CA1031
        {
            Report.Fault($"hostile {name}: {unexpected.GetType().Name}");
            return false;
        }
        finally
        {
            await end.CancelAsync();
        }

        var elapsed = TimeProvider.System.GetElapsedTime(start).TotalMilliseconds;
        Report.Line($"hostile {name}", elapsed, "ms", MostMilliseconds, "the limit");
        Report.Line(
            $"hostile {name} peak",
            (await peak - before) / Mebibyte,
            "MiB",
            MostMebibytes,
            "the limit"
        );
        return true;
    }

    // The most that was in use at any millisecond.
    private static async Task<long> PeakAsync(CancellationToken end)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(1), TimeProvider.System);
        var peak = GC.GetTotalMemory(forceFullCollection: false);
        while (!end.IsCancellationRequested)
        {
            try
            {
                await timer.WaitForNextTickAsync(end);
            }
            catch (OperationCanceledException)
            {
                // the reading is over; one last look
            }

            peak = Math.Max(peak, GC.GetTotalMemory(forceFullCollection: false));
        }

        return peak;
    }

    private static void Read(byte[] document)
    {
        try
        {
            FeedReader.Read(document, Options);
        }
        catch (UnreadableFeedException)
        {
            // refused, which is an answer
        }
    }
}
