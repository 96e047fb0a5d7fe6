using System.Collections.Concurrent;
using Syndication.Hosting.Bus;

namespace Syndication.Feeds.Readers;

/// <summary>Counts ten times a second, and keeps the counts every minute and at the end.</summary>
internal sealed partial class ReaderKeeper(
    ReaderBook book,
    ReaderFiles files,
    ReaderShare share,
    TimeProvider time,
    ILogger<ReaderKeeper> logger
) : BackgroundService
{
    private const int CountsBetween = 600;
    private const int DaysKept = 400;
    private const int DaysShared = 90;
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(100);
    private readonly Lock _writing = new();
    private readonly ConcurrentDictionary<DateOnly, IReadOnlyDictionary<string, ReaderDay>> _unshared = [];

    /// <summary>The name that this process's counts are shared under; null where they cannot be kept.</summary>
    public string? Replica { get; private set; }

    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        try
        {
            Begin();
        }
        // A newspaper is read whether it is counted or not.
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            CountsNotKept(e.Message);
        }
        await base.StartAsync(cancellationToken);
    }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        await SaveAsync(cancellationToken);
    }

    /// <summary>Counts what there is, keeps it and shares it.</summary>
    public async Task SaveAsync(CancellationToken ct)
    {
        // A host may stop its services from two sides.
        lock (_writing)
            Keep();
        await ShareAsync(ct);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, time);
        try
        {
            for (var counts = 1; await timer.WaitForNextTickAsync(stoppingToken); counts++)
                if (counts % CountsBetween == 0)
                    await SaveAsync(stoppingToken);
                else
                    book.Count();
        }
        catch (OperationCanceledException)
        {
            // The end; what is left is counted and kept by whoever stops this.
        }
    }

    private void Keep()
    {
        try
        {
            book.Count();
            foreach (var (day, feeds) in book.TakeChanged())
            {
                _unshared[day] = feeds;
                if (Replica is not null)
                    files.Write(day, feeds);
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            CountsNotKept(e.Message);
        }
    }

    // What was counted today goes on; earlier days are shared again, lest Redis has lost them.
    private void Begin()
    {
        Replica = files.Replica();
        var today = book.Today;
        foreach (var day in files.Days())
            if (day < today.AddDays(-DaysKept))
                files.Delete(day);
            else if (day >= today.AddDays(-DaysShared))
                _unshared[day] = files.Read(day);
        if (_unshared.TryGetValue(today, out var counted))
            book.Restore(today, counted);
    }

    private async Task ShareAsync(CancellationToken ct)
    {
        if (Replica is null)
            return;
        try
        {
            foreach (var (day, feeds) in _unshared.ToArray())
            {
                if (!await share.PutAsync(Replica, day, feeds, ct))
                    return;
                // Unless there is a later count of it by now.
                _unshared.TryRemove(new(day, feeds));
            }
        }
        catch (OutageException e)
        {
            // They stay, and go with the next.
            CountsNotShared(e.Message);
        }
    }

    [LoggerMessage(LogLevel.Warning, "The counts of readers cannot be kept. {Reason}")]
    private partial void CountsNotKept(string reason);

    [LoggerMessage(LogLevel.Debug, "The counts of readers cannot be shared yet. {Reason}")]
    private partial void CountsNotShared(string reason);
}
