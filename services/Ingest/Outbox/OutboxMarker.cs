using System.Runtime.InteropServices;
using System.Threading.Channels;
using Syndication.Ingest.Store;

namespace Syndication.Ingest.Outbox;

/// <summary>
/// Marks rows as told, those of a moment together: a mark for each article would cost a flush for each, and the next article
/// would wait for it. A mark that is lost costs no more than telling a row twice.
/// </summary>
internal sealed partial class OutboxMarker(WriteQueue writes, TimeProvider time, ILogger<OutboxMarker> logger)
    : BackgroundService
{
    private const int MostAtOnce = 1000;
    private static readonly TimeSpan Gathering = TimeSpan.FromMilliseconds(50);

    private readonly CancellationTokenSource _ending = new();

    private readonly Channel<Told> _told = Channel.CreateUnbounded<Told>(new() { SingleReader = true });

    /// <summary>
    /// Notes that the bus has just taken a row; <paramref name="whenDone"/> is told whether that is on disk.
    /// </summary>
    public void Mark(long seq, Action<long, bool> whenDone) =>
        _told.Writer.TryWrite(new(seq, time.GetUtcNow(), whenDone));

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        // A database that does not answer ends the wait and nothing else: the rows are told again.
        // A host may be stopped twice, and the second time be disposed already.
        if (_told.Writer.TryComplete())
            await _ending.CancelAsync();
        if (ExecuteTask is { } marking)
            await marking.WaitAsync(cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    public override void Dispose()
    {
        _told.Writer.TryComplete();
        _ending.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var told = new List<Told>(MostAtOnce);
        while (await _told.Reader.WaitToReadAsync(CancellationToken.None))
        {
            await Task.Delay(Gathering, time, _ending.Token)
                .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            while (told.Count < MostAtOnce && _told.Reader.TryRead(out var next))
                told.Add(next);
            var marked = await WriteAsync([.. told.Select(t => (t.Seq, t.At))]);
            foreach (var one in told)
                one.WhenDone(one.Seq, marked);
            told.Clear();
        }
    }

    // Not marked is not lost: the rows are told once more.
#pragma warning disable CA1031
    private async Task<bool> WriteAsync(List<(long Seq, DateTimeOffset At)> rows)
    {
        try
        {
            await writes.SubmitAsync(new MarkSent(rows), CancellationToken.None);
            return true;
        }
        catch (Exception fault)
        {
            NotMarked(fault, rows.Count);
            return false;
        }
    }
#pragma warning restore CA1031

    [StructLayout(LayoutKind.Auto)]
    private readonly record struct Told(long Seq, DateTimeOffset At, Action<long, bool> WhenDone);

    [LoggerMessage(
        LogLevel.Warning,
        "{Count} rows of the outbox could not be marked as told; they are told again"
    )]
    private partial void NotMarked(Exception fault, int count);
}
