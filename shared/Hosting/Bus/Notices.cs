using System.Diagnostics.Metrics;
using System.Threading.Channels;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Syndication.Hosting.Bus;

/// <summary>
/// Sends what is good to know and may be lost: gathered for a moment, many in one message, so that telling costs the work
/// it tells of next to nothing. While the bus takes nothing the newest are kept, and the rest is dropped and counted.
/// </summary>
/// <typeparam name="T">One notice.</typeparam>
public sealed partial class Notices<T> : BackgroundService
{
    /// <summary>Notices in one message.</summary>
    public const int AtOnce = 250;

    /// <summary>Notices that wait.</summary>
    public const int MostWaiting = 8192;

    private const int Attempts = 3;
    private static readonly TimeSpan Gathering = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Farewell = TimeSpan.FromSeconds(1);
    private static readonly Meter Meter = new("Syndication.Hosting");
    private static readonly Counter<long> Lost = Meter.CreateCounter<long>(
        "syndication.notices.dropped",
        description: "Notices, such as steps of timelines, that the bus did not take in time"
    );

    private readonly Func<IReadOnlyList<T>, object> _pack;
    private readonly IEventPublisher _publisher;
    private readonly TimeProvider _time;
    private readonly ILogger<Notices<T>> _logger;
    private readonly Channel<T> _waiting;
    private long _dropped;
    private bool _isDropping;

    internal Notices(
        Func<IReadOnlyList<T>, object> pack,
        IEventPublisher publisher,
        TimeProvider time,
        ILogger<Notices<T>> logger
    )
    {
        (_pack, _publisher, _time, _logger) = (pack, publisher, time, logger);
        _waiting = Channel.CreateBounded<T>(
            new BoundedChannelOptions(MostWaiting)
            {
                SingleReader = true,
                FullMode = BoundedChannelFullMode.DropOldest,
            },
            _ => Drop(1)
        );
    }

    /// <summary>How many were lost so far.</summary>
    public long Dropped => Interlocked.Read(ref _dropped);

    /// <summary>Takes a notice; never waits, never throws.</summary>
    public void Send(T notice) => _waiting.Writer.TryWrite(notice);

    /// <inheritdoc />
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        // What came last still has a moment.
        using var end = new CancellationTokenSource(Farewell, _time);
        await SendWaitingAsync(end.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    /// <inheritdoc />
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (await _waiting.Reader.WaitToReadAsync(stoppingToken))
        {
            await Task.Delay(Gathering, _time, stoppingToken);
            await SendWaitingAsync(stoppingToken);
        }
    }

    private async Task SendWaitingAsync(CancellationToken ct)
    {
        while (_publisher.IsUp && Take() is { Count: > 0 } notices)
            await SendAsync(notices, ct);
    }

    // Sent again, it has the same id; whoever takes it may still see it twice.
    private async Task SendAsync(List<T> notices, CancellationToken ct)
    {
        var id = Guid.CreateVersion7(_time.GetUtcNow());
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                await _publisher.PublishAsync(_pack(notices), id, ct);
                _isDropping = false;
                return;
            }
            catch (Exception fault)
                when (fault is not OperationCanceledException || !ct.IsCancellationRequested)
            {
                if (attempt == Attempts)
                {
                    Drop(notices.Count, fault);
                    return;
                }
                await Task.Delay(Pause, _time, ct);
            }
        }
    }

    private List<T> Take()
    {
        var taken = new List<T>();
        while (taken.Count < AtOnce && _waiting.Reader.TryRead(out var notice))
            taken.Add(notice);
        return taken;
    }

    // Told once until the bus has taken some again.
    private void Drop(int count, Exception? fault = null)
    {
        Interlocked.Add(ref _dropped, count);
        Lost.Add(count);
        if (_isDropping)
            return;
        _isDropping = true;
        NoticesLost(fault, typeof(T).Name);
    }

    [LoggerMessage(
        LogLevel.Warning,
        "The bus does not take notices ({Kind}); some are dropped until it does"
    )]
    private partial void NoticesLost(Exception? fault, string kind);
}
