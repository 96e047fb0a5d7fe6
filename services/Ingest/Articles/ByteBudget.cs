namespace Syndication.Ingest.Articles;

/// <summary>How many bytes of a batch may be under way at once; one caller takes, anybody gives back.</summary>
internal sealed class ByteBudget(long bytes) : IDisposable
{
    private const int Unit = 16 << 10;
    private readonly SemaphoreSlim _units = new((int)(bytes / Unit));

    /// <summary>Waits until there is room.</summary>
    /// <returns>What to give back.</returns>
    public async Task<int> TakeAsync(int size, CancellationToken ct)
    {
        var units = (size / Unit) + 1;
        for (var taken = 0; taken < units; taken++)
            await _units.WaitAsync(ct);
        return units;
    }

    public void GiveBack(int units) => _units.Release(units);

    public void Dispose() => _units.Dispose();
}
