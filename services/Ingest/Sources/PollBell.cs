namespace Syndication.Ingest.Sources;

/// <summary>Tells the clock of this process that a source is due now, so that nobody waits for its next look.</summary>
internal sealed class PollBell : IDisposable
{
    private readonly SemaphoreSlim _rung = new(0, 1);

    public void Ring()
    {
        try
        {
            _rung.Release();
        }
        catch (SemaphoreFullException)
        {
            // Rung already, and not heard yet.
        }
    }

    public Task HeardAsync(CancellationToken ct) => _rung.WaitAsync(ct);

    public void Dispose() => _rung.Dispose();
}
