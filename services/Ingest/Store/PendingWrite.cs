namespace Syndication.Ingest.Store;

/// <summary>Something to be written; shares its transaction with whatever else is waiting.</summary>
internal abstract class PendingWrite
{
    /// <summary>Keys of the articles it will look for, so that one query fetches those of a whole group.</summary>
    public virtual IEnumerable<string> Keys => [];

    /// <summary>Ids of the articles it will look for.</summary>
    public virtual IEnumerable<Guid> Ids => [];

    /// <summary>Writes into the session; may be called again in a fresh one when the transaction failed.</summary>
    public abstract Task PrepareAsync(WriteSession session, CancellationToken ct);

    /// <summary>The transaction is on disk: the caller may be told.</summary>
    public abstract void Complete();

    /// <summary>It could not be written.</summary>
    public abstract void Fail(Exception fault);
}

/// <summary>A write whose caller waits for a <typeparamref name="T"/>.</summary>
internal abstract class PendingWrite<T> : PendingWrite
{
    private readonly TaskCompletionSource<T> _done = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private T _outcome = default!;

    public Task<T> Done => _done.Task;

    public sealed override async Task PrepareAsync(WriteSession session, CancellationToken ct) =>
        _outcome = await ApplyAsync(session, ct);

    public sealed override void Complete() => _done.TrySetResult(_outcome);

    public sealed override void Fail(Exception fault) => _done.TrySetException(fault);

    protected abstract Task<T> ApplyAsync(WriteSession session, CancellationToken ct);
}
