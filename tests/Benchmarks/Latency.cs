using System.Diagnostics;
using System.Net.Http.Headers;
using Syndication.Testing.Deployments;

namespace Syndication.Benchmarks;

/// <summary>From the first byte of the POST to the first feed document that shows the article, one article at a time.</summary>
internal static class Latency
{
    private const int WarmUp = 60;
    private const int Articles = 300;
    private const string Reference = "fsync of the same bytes, and one GET";

    public static async Task MeasureAsync(Deployment house, string place)
    {
        var visible = new List<double>();
        var reference = new List<double>();
        await using var file = new FileStream(
            Path.Combine(Path.GetTempPath(), $"synd-bench-{Guid.NewGuid():N}"),
            new FileStreamOptions
            {
                Mode = FileMode.CreateNew,
                Access = FileAccess.Write,
                Options = FileOptions.DeleteOnClose,
            }
        );
        for (var i = 0; i < WarmUp + Articles; i++)
        {
            var article = DemoText.Article($"latency:{i}", $"শিরোনাম নম্বর {i}.", TestCategories.Bulk[i % 8]);
            var bare = await TimeAsync(() => BareAsync(house, file, article));
            var seen = await TimeAsync(() =>
                PublishAsync(house, article, TestCategories.Bulk[i % 8], $"শিরোনাম নম্বর {i}.")
            );
            if (i < WarmUp)
                continue;
            reference.Add(bare);
            visible.Add(seen);
        }
        Tell(place, "p50", visible, reference, 0.50);
        Tell(place, "p99", visible, reference, 0.99);
    }

    private static void Tell(
        string place,
        string name,
        List<double> visible,
        List<double> reference,
        double share
    ) =>
        Report.Line(
            $"publish-to-visible {place} {name}",
            At(visible, share),
            "ms",
            At(reference, share),
            Reference
        );

    private static async Task PublishAsync(Deployment house, byte[] article, string category, string title)
    {
        using var body = new ByteArrayContent(article);
        body.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        using var answer = await house.Editor.PostAsync(new Uri("/api/articles", UriKind.Relative), body);
        answer.EnsureSuccessStatusCode();
        var feed = new Uri($"/feeds/{category}.json?limit=1", UriKind.Relative);
        while (!(await house.Reader.GetStringAsync(feed)).Contains(title, StringComparison.Ordinal))
        {
            // Asked again at once: the wait is what is measured.
        }
    }

    private static async Task BareAsync(Deployment house, FileStream file, byte[] article)
    {
        await file.WriteAsync(article);
        file.Flush(flushToDisk: true);
        await house.Reader.GetStringAsync(new Uri("/feeds/sports.json?limit=1", UriKind.Relative));
    }

    private static async Task<double> TimeAsync(Func<Task> work)
    {
        var start = Stopwatch.GetTimestamp();
        await work();
        return Stopwatch.GetElapsedTime(start).TotalMilliseconds;
    }

    private static double At(List<double> values, double share)
    {
        values.Sort();
        return values[(int)Math.Ceiling(share * values.Count) - 1];
    }
}
