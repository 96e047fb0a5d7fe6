using System.Threading.Channels;
using Syndication.Contracts;
using Syndication.Ingest.Store;

namespace Syndication.Ingest.Timeline;

/// <summary>
/// Writes what other services report, many at once, and drops what is a month old. A report may be lost: when the process is
/// killed, or when more come than can be written. Articles never wait for it.
/// </summary>
internal sealed partial class TimelineWriter(
    WriteQueue writes,
    TimelinePruner pruner,
    TimeProvider time,
    ILogger<TimelineWriter> logger
) : BackgroundService
{
    private const int MostWaiting = 8192;
    private const int AtOnce = 500;
    private const int LongestName = 60;
    private const int LongestDetail = 500;
    private static readonly TimeSpan Gathering = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan BetweenSweeps = TimeSpan.FromHours(1);

    private readonly Channel<TimelineRow> _reports = Channel.CreateBounded<TimelineRow>(
        new BoundedChannelOptions(MostWaiting)
        {
            SingleReader = true,
            FullMode = BoundedChannelFullMode.DropOldest,
        }
    );

    /// <summary>Takes a report; it is on disk soon.</summary>
    public void Note(ArticleStep step) =>
        _reports.Writer.TryWrite(
            new()
            {
                ArticleId = step.ArticleId,
                Revision = step.Revision,
                At = step.At,
                Step = Cut(step.Step, LongestName) ?? "",
                By = Cut(step.By, LongestName) ?? "",
                Detail = Cut(step.Detail, LongestDetail),
            }
        );

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await WriteAsync(stoppingToken);
        }
        finally
        {
            // The queue of writes is stopped after this: what has come is written.
            await WriteLastAsync();
        }
    }

    private async Task WriteAsync(CancellationToken stoppingToken)
    {
        var sweep = time.GetUtcNow();
        using var timer = new PeriodicTimer(Gathering, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await WriteWaitingAsync(stoppingToken);
                if (time.GetUtcNow() < sweep)
                    continue;
                await pruner.PruneAsync(stoppingToken);
                sweep = time.GetUtcNow() + BetweenSweeps;
            }
            catch (Exception fault) when (!stoppingToken.IsCancellationRequested)
            {
                ReportsLost(fault);
            }
        }
    }

    private async Task WriteLastAsync()
    {
        try
        {
            await WriteWaitingAsync(CancellationToken.None);
        }
        catch (Exception fault) when (fault is not OutOfMemoryException)
        {
            ReportsLost(fault);
        }
    }

    private async Task WriteWaitingAsync(CancellationToken ct)
    {
        while (Take() is { Count: > 0 } reports)
            await writes.SubmitAsync(new NoteSteps(reports), ct);
    }

    private List<TimelineRow> Take()
    {
        var taken = new List<TimelineRow>();
        while (taken.Count < AtOnce && _reports.Reader.TryRead(out var report))
            taken.Add(report);
        return taken;
    }

    // PostgreSQL keeps no U+0000.
    private static string? Cut(string? text, int longest) =>
        text?.Replace("\0", "", StringComparison.Ordinal) is { } whole && whole.Length > longest
            ? whole[..(char.IsHighSurrogate(whole[longest - 1]) ? longest - 1 : longest)]
            : text?.Replace("\0", "", StringComparison.Ordinal);

    private sealed class NoteSteps(List<TimelineRow> reports) : PendingWrite<bool>
    {
        protected override async Task<bool> ApplyAsync(WriteSession session, CancellationToken ct)
        {
            await TimelineInsert.WriteAsync(session.Db, reports, ct);
            return true;
        }
    }

    [LoggerMessage(
        LogLevel.Warning,
        "Some reports for timelines were lost, or old ones could not be dropped"
    )]
    private partial void ReportsLost(Exception fault);
}
