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
    private readonly Runs<string> _runs = new(signal, MostTopics);
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
            await _runs.EndAsync();
        }
    }

    private async Task LookAsync(CancellationToken ct)
    {
        if (_runs.Room is var room and > 0)
            foreach (var path in await store.DueAsync(MostTopics + room, ct))
                _runs.Begin(path, token => run.RunAsync(path, token), reason => BrokeOff(path, reason), ct);
        if (time.GetUtcNow() is var now && now >= _sweepAt)
        {
            await store.SweepAsync(ct);
            _sweepAt = now + SweepInterval;
        }
    }

    [LoggerMessage(LogLevel.Warning, "The hub's topics cannot be read; looking again: {Reason}")]
    private partial void CannotLook(string reason);

    [LoggerMessage(LogLevel.Warning, "The distribution of {Path} broke off, and goes on soon: {Reason}")]
    private partial void BrokeOff(string path, string reason);
}
