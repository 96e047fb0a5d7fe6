using System.Threading.Channels;
using Syndication.Notifier.Store;

namespace Syndication.Notifier.Callbacks;

/// <summary>
/// Writes down what became of calls: whatever is settled while one commit is on its way to the disk goes with the next.
/// While the database is away it keeps what it has, and nothing new begins.
/// </summary>
/// <typeparam name="T">What became of one call.</typeparam>
internal abstract class CommitQueue<T>(UnitOfWork work) : BackgroundService
{
    private const int MostAtOnce = 2048;

    // With fewer than so many it waits a moment for company: a commit costs the same for one as for many.
    private const int Company = 64;
    private static readonly TimeSpan Moment = TimeSpan.FromMilliseconds(10);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan Farewell = TimeSpan.FromSeconds(2);
    private readonly Channel<T> _settled = Channel.CreateUnbounded<T>();

    public void Settle(T settlement)
    {
        if (!_settled.Writer.TryWrite(settlement))
            End(settlement);
    }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        _settled.Writer.TryComplete();
        if (ExecuteTask is { } writing)
            await writing
                .WaitAsync(Farewell, TimeProvider.System, CancellationToken.None)
                .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await base.StopAsync(cancellationToken);
    }

    /// <summary>Writes them in one transaction. It may run again, for the same ones, where it failed.</summary>
    protected abstract Task WriteAsync(NotifierDbContext db, IReadOnlyList<T> page);

    /// <summary>They are on disk.</summary>
    protected virtual void Written(IReadOnlyList<T> page) { }

    /// <summary>It is on disk, or cannot be.</summary>
    protected abstract void End(T settlement);

    /// <summary>Told once for each time that the database is away.</summary>
    protected abstract void CannotWrite(string reason);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var page = new List<T>(MostAtOnce);
        while (await _settled.Reader.WaitToReadAsync(CancellationToken.None))
        {
            if (_settled.Reader.Count < Company && !_settled.Reader.Completion.IsCompleted)
                await Task.Delay(Moment, TimeProvider.System, CancellationToken.None);
            while (page.Count < MostAtOnce && _settled.Reader.TryRead(out var one))
                page.Add(one);
            if (await WriteAsync(page, stoppingToken))
                Written(page);
            page.ForEach(End);
            page.Clear();
        }
    }

    // Until it is written, or nobody waits for it any more.
    private async Task<bool> WriteAsync(List<T> page, CancellationToken ct)
    {
        for (var isAway = false; ; isAway = true)
        {
            try
            {
                return await work.TransactAsync(
                    async db =>
                    {
                        await WriteAsync(db, page);
                        return true;
                    },
                    CancellationToken.None
                );
            }
#pragma warning disable CA1031 // whatever it was: the rows stay due, and callbacks hear the same once more
            catch (Exception fault)
#pragma warning restore CA1031
            {
                if (!isAway)
                    CannotWrite(fault.Message);
                if (ct.IsCancellationRequested)
                    return false;
                await Task.Delay(Pause, TimeProvider.System, CancellationToken.None);
            }
        }
    }
}
