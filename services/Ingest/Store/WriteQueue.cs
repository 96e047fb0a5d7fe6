using System.Threading.Channels;
using Microsoft.EntityFrameworkCore;
using Syndication.Hosting.Storage;
using Syndication.Ingest.Outbox;

namespace Syndication.Ingest.Store;

/// <summary>
/// Group commit: whatever waits when the disk is free is written in one transaction, so that durability costs one flush
/// for many. Nobody is answered before the flush.
/// </summary>
internal sealed partial class WriteQueue(
    IDbContextFactory<IngestDbContext> contexts,
    OutboxHandover handover,
    TimeProvider time,
    ILogger<WriteQueue> logger
) : BackgroundService
{
    private const int MostInGroup = 256;
    private const int MostWaiting = 4096;

    // Each time another instance was first, so that somebody always gets on.
    private const int Attempts = 12;

    private readonly Channel<PendingWrite> _waiting = Channel.CreateBounded<PendingWrite>(
        new BoundedChannelOptions(MostWaiting) { SingleReader = true }
    );

    /// <summary>Done when it is on disk.</summary>
    /// <param name="write">Not used before.</param>
    /// <param name="ct">Ends the wait for a place in the queue; what has one is written.</param>
    public async Task<T> SubmitAsync<T>(PendingWrite<T> write, CancellationToken ct)
    {
        await EnqueueAsync(write, ct);
        return await write.Done;
    }

    /// <summary>Done when it has its place: what is enqueued first is written first.</summary>
    public ValueTask EnqueueAsync(PendingWrite write, CancellationToken ct) =>
        _waiting.Writer.WriteAsync(write, ct);

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        // No token ends the loop: what was taken in is written before the process goes. A database that does not answer
        // ends the wait, not the promise: nobody has been told that those writes are on disk.
        _waiting.Writer.TryComplete();
        if (ExecuteTask is { } writing)
            await writing.WaitAsync(cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var group = new List<PendingWrite>(MostInGroup);
        while (await _waiting.Reader.WaitToReadAsync(CancellationToken.None))
        {
            while (group.Count < MostInGroup && _waiting.Reader.TryRead(out var write))
                group.Add(write);
            await WriteGroupAsync(group);
            group.Clear();
        }
    }

    // Any fault at all must reach the callers that wait, or they would wait for ever.
#pragma warning disable CA1031
    private async Task WriteGroupAsync(List<PendingWrite> group)
    {
        try
        {
            await CommitAsync(group);
        }
        catch (Exception fault) when (DatabaseOutage.Is(fault) && !DatabaseOutage.IsCollision(fault))
        {
            // One by one they would wait for the same database, each in its turn.
            foreach (var write in group)
                write.Fail(fault);
        }
        catch (Exception fault) when (group.Count > 1)
        {
            GroupFailed(fault, group.Count);
            await WriteOneByOneAsync(group);
        }
        catch (Exception)
        {
            await WriteAloneAsync(group[0]);
        }
    }

    private async Task WriteOneByOneAsync(List<PendingWrite> group)
    {
        Exception? outage = null;
        foreach (var write in group)
        {
            // A database that goes away in the middle is waited for once, not by each in its turn.
            if (outage is null)
                outage = await WriteAloneAsync(write);
            else
                write.Fail(outage);
        }
    }

    /// <returns>The fault if the database is away or busy; any other is that write's own.</returns>
    private async Task<Exception?> WriteAloneAsync(PendingWrite write)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                await CommitAsync([write]);
                return null;
            }
            catch (Exception fault) when (attempt < Attempts && WasOvertaken(fault))
            {
                // Another instance was first: look again at what is there now.
            }
            catch (Exception fault)
            {
                NotWritten(fault, write.GetType().Name);
                write.Fail(fault);
                return DatabaseOutage.Is(fault) ? fault : null;
            }
        }
    }
#pragma warning restore CA1031

    private static bool WasOvertaken(Exception fault) =>
        DatabaseOutage.IsCollision(fault) || (fault is DbUpdateException && !DatabaseOutage.Is(fault));

    private async Task CommitAsync(List<PendingWrite> group)
    {
        await using var db = await contexts.CreateDbContextAsync();
        await using var transaction = await db.Database.BeginTransactionAsync();
        var now = DateTimeOffset.FromUnixTimeMilliseconds(time.GetUtcNow().ToUnixTimeMilliseconds());
        var session = new WriteSession(db, now, handover.Instance);
        await session.LoadAsync(group, CancellationToken.None);
        foreach (var write in group)
            await write.PrepareAsync(session, CancellationToken.None);
        await db.SaveChangesAsync();
        await transaction.CommitAsync();
        handover.Give(session.News());
        foreach (var write in group)
            write.Complete();
    }

    [LoggerMessage(LogLevel.Warning, "A group of {Count} writes failed as one; they are written one by one")]
    private partial void GroupFailed(Exception fault, int count);

    [LoggerMessage(LogLevel.Error, "A write ({Write}) failed; its caller is told")]
    private partial void NotWritten(Exception fault, string write);
}
