using Syndication.Notifier.Watching;

namespace Syndication.Notifier.Streams;

/// <summary>The one reader of the log in this process: tells the hub what is new, and keeps quiet streams alive.</summary>
internal sealed partial class StreamReader(
    StreamLog log,
    StreamHub hub,
    StreamSignal signal,
    StreamSteps steps,
    TimeProvider time,
    ILogger<StreamReader> logger
) : BackgroundService
{
    // Other instances write to the same log; their signals do not come here, and their alerts are as urgent.
    private static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan HeartbeatInterval = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan TrimInterval = TimeSpan.FromHours(1);
    private const int PageSize = 500;

    private readonly List<ITimer> _timers = [];
    private DateTimeOffset _trimAt;

    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        await LookAsync(cancellationToken);
        _timers.Add(time.CreateTimer(_ => signal.Wake(), null, PollInterval, PollInterval));
        _timers.Add(
            time.CreateTimer(_ => hub.Tell(StreamFrame.Heartbeat), null, HeartbeatInterval, HeartbeatInterval)
        );
        await base.StartAsync(cancellationToken);
    }

    public override void Dispose()
    {
        _timers.ForEach(timer => timer.Dispose());
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await foreach (var _ in signal.CallsAsync(stoppingToken))
            await LookAsync(stoppingToken);
    }

    private Task LookAsync(CancellationToken ct) => Look.OnceAsync(ReadAsync, LogUnreadable, ct);

    private async Task ReadAsync(CancellationToken ct)
    {
        if (hub.Head < 0)
            hub.StartAt(await log.HeadAsync(ct));
        else
            await TellNewAsync(ct);
        await TrimAsync(ct);
    }

    private async Task TellNewAsync(CancellationToken ct)
    {
        List<StreamEvent> page;
        do
        {
            page = await log.AfterAsync(hub.Head, PageSize, ct);
            var told = page.ConvertAll(e => (e, hub.Tell(StreamFrame.Of(e))));
            await steps.ReportAsync(told, ct);
        } while (page.Count == PageSize);
    }

    private async Task TrimAsync(CancellationToken ct)
    {
        var now = time.GetUtcNow();
        if (now < _trimAt)
            return;
        await log.TrimAsync(now, ct);
        _trimAt = now + TrimInterval;
    }

    [LoggerMessage(LogLevel.Warning, "The log of the alert stream cannot be read; looking again: {Reason}")]
    private partial void LogUnreadable(string reason);
}
