using System.Threading.RateLimiting;

namespace Syndication.Ingest.Sources;

/// <summary>Keeps previews from taking the memory and the processors that articles need.</summary>
internal sealed class PreviewGate : IDisposable
{
    // Each may hold a document of 16 MiB.
    private readonly ConcurrencyLimiter _underWay;
    private readonly SemaphoreSlim _reading = new(Math.Max(2, Environment.ProcessorCount / 2));

    public PreviewGate()
        : this(underWay: 8, waiting: 256) { }

    internal PreviewGate(int underWay, int waiting) =>
        _underWay = new(
            new()
            {
                PermitLimit = underWay,
                QueueLimit = waiting,
                QueueProcessingOrder = QueueProcessingOrder.OldestFirst,
            }
        );

    /// <summary>Waits for a place, to be disposed of in the end; not acquired where too many wait already.</summary>
    public ValueTask<RateLimitLease> EnterAsync(CancellationToken ct) => _underWay.AcquireAsync(1, ct);

    /// <summary>Does what costs a processor, with few others beside it.</summary>
    public async Task<T> ReadAsync<T>(Func<T> read, CancellationToken ct)
    {
        await _reading.WaitAsync(ct);
        try
        {
            return read();
        }
        finally
        {
            _reading.Release();
        }
    }

    public void Dispose()
    {
        _underWay.Dispose();
        _reading.Dispose();
    }
}
