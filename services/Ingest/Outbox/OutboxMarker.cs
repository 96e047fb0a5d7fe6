using System.Threading.Channels;
using Syndication.Ingest.Store;

namespace Syndication.Ingest.Outbox;

/// <summary>
/// Marks rows as told. Those that come while a mark is being written share the next one, and that shares its flush with
/// the next articles. A mark that is lost costs no more than telling a row twice.
/// </summary>
internal sealed partial class OutboxMarker(WriteQueue writes, ILogger<OutboxMarker> logger)
    : BackgroundService
{
    private const int MostAtOnce = 1000;

    private readonly Channel<(long Seq, Action<long, bool> WhenDone)> _told = Channel.CreateUnbounded<(
        long Seq,
        Action<long, bool> WhenDone
    )>(new() { SingleReader = true });

    /// <summary>Notes that the bus has taken a row; <paramref name="whenDone"/> is told whether that is on disk.</summary>
    public void Mark(long seq, Action<long, bool> whenDone) => _told.Writer.TryWrite((seq, whenDone));

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        // A database that does not answer ends the wait and nothing else: the rows are told again.
        _told.Writer.TryComplete();
        if (ExecuteTask is { } marking)
            await marking.WaitAsync(cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var told = new List<(long Seq, Action<long, bool> WhenDone)>(MostAtOnce);
        while (await _told.Reader.WaitToReadAsync(CancellationToken.None))
        {
            while (told.Count < MostAtOnce && _told.Reader.TryRead(out var one))
                told.Add(one);
            var marked = await WriteAsync([.. told.Select(t => t.Seq)]);
            foreach (var (seq, whenDone) in told)
                whenDone(seq, marked);
            told.Clear();
        }
    }

    // Not marked is not lost: the rows are told once more.
#pragma warning disable CA1031
    private async Task<bool> WriteAsync(List<long> seqs)
    {
        try
        {
            await writes.SubmitAsync(new MarkSent(seqs), CancellationToken.None);
            return true;
        }
        catch (Exception fault)
        {
            NotMarked(fault, seqs.Count);
            return false;
        }
    }
#pragma warning restore CA1031

    [LoggerMessage(
        LogLevel.Warning,
        "{Count} rows of the outbox could not be marked as told; they are told again"
    )]
    private partial void NotMarked(Exception fault, int count);
}
