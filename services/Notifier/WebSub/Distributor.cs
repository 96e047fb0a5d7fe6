using Syndication.Notifier.Watching;

namespace Syndication.Notifier.WebSub;

/// <summary>Looks which topics there is something to do for, and works on several side by side.</summary>
internal sealed partial class Distributor(
    TopicStore store,
    TopicRun run,
    TopicSignal signal,
    TimeProvider time,
    ILogger<Distributor> logger
) : BackgroundService
{
    private const int MostTopics = 8;
    private static readonly TimeSpan LookInterval = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan SweepInterval = TimeSpan.FromMinutes(1);
    private readonly Lock _lock = new();
    private readonly Dictionary<string, Task> _runs = new(StringComparer.Ordinal);
    private DateTimeOffset _sweepAt;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await using var timer = time.CreateTimer(_ => signal.Wake(), null, LookInterval, LookInterval);
        try
        {
            await foreach (var _ in signal.CallsAsync(stoppingToken))
                await Look.OnceAsync(LookAsync, CannotLook, stoppingToken);
        }
        finally
        {
            await Task.WhenAll(Runs()).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task LookAsync(CancellationToken ct)
    {
        if (MostTopics - Runs().Length is var room and > 0)
            foreach (var path in await store.DueAsync(MostTopics + room, ct))
                Begin(path, ct);
        if (time.GetUtcNow() is var now && now >= _sweepAt)
        {
            await store.SweepAsync(ct);
            _sweepAt = now + SweepInterval;
        }
    }

    private void Begin(string path, CancellationToken ct)
    {
        lock (_lock)
            if (_runs.Count < MostTopics && !_runs.ContainsKey(path))
                _runs[path] = Task.Run(() => RunAsync(path, ct), ct);
    }

    private async Task RunAsync(string path, CancellationToken ct)
    {
        try
        {
            await Look.OnceAsync(token => run.RunAsync(path, token), reason => BrokeOff(path, reason), ct);
        }
        finally
        {
            lock (_lock)
                _runs.Remove(path);
            // There may be others that found no room.
            signal.Wake();
        }
    }

    private Task[] Runs()
    {
        lock (_lock)
            return [.. _runs.Values];
    }

    [LoggerMessage(LogLevel.Warning, "The hub's topics cannot be read; looking again: {Reason}")]
    private partial void CannotLook(string reason);

    [LoggerMessage(LogLevel.Warning, "The distribution of {Path} broke off, and goes on soon: {Reason}")]
    private partial void BrokeOff(string path, string reason);
}
