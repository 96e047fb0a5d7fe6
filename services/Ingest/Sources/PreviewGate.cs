using System.Threading.RateLimiting;

namespace Syndication.Ingest.Sources;

/// <summary>Keeps previews from taking the memory and the processors that articles need.</summary>
internal sealed class PreviewGate : IDisposable
{
    // What a document of 16 MiB may take, as bytes, as characters, as entries and as what cleaning leaves behind.
    private const long MostOfOne = 192 << 20;

    private readonly ConcurrencyLimiter _underWay;
    private readonly SemaphoreSlim _reading = new(Math.Max(2, Environment.ProcessorCount / 2));

    public PreviewGate()
        : this(Places(GC.GetGCMemoryInfo().TotalAvailableMemoryBytes), waiting: 256) { }

    internal PreviewGate(int underWay, int waiting) =>
        _underWay = new(
            new()
            {
                PermitLimit = underWay,
                QueueLimit = waiting,
                QueueProcessingOrder = QueueProcessingOrder.OldestFirst,
            }
        );

    /// <summary>How many there may be at a time where the process may have so many bytes.</summary>
    internal static int Places(long memory) => (int)Math.Clamp(memory / MostOfOne, 1, 8);

    /// <summary>Waits for a place, to be disposed of in the end; not acquired where too many wait already.</summary>
    public ValueTask<RateLimitLease> EnterAsync(CancellationToken ct) => _underWay.AcquireAsync(1, ct);

    /// <summary>Does what costs a processor, with few others beside it.</summary>
    public async Task<T> ReadAsync<T>(Func<T> read, CancellationToken ct)
    {
        await _reading.WaitAsync(ct);
        try
        {
            // On a thread of its own: the pool's are for those who do not keep them.
            return await Task.Factory.StartNew(
                read,
                ct,
                TaskCreationOptions.LongRunning,
                TaskScheduler.Default
            );
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
