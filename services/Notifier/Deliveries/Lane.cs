namespace Syndication.Notifier.Deliveries;

/// <summary>
/// Places that deliveries of one kind share. A delivery keeps its place until what became of it is on disk, so that a crash
/// repeats no more of them than there are places.
/// </summary>
/// <param name="places">How many.</param>
/// <param name="guests">Deliveries that have or await one, at most: whoever comes then is told so at once.</param>
internal sealed class Lane(int places, int guests = int.MaxValue) : IDisposable
{
    private int _guests;

    public SemaphoreSlim Places { get; } = new(places);

    /// <summary>For how many more there is room.</summary>
    public int Room => Math.Max(0, guests - Volatile.Read(ref _guests));

    /// <summary>False where there is no room; otherwise <see cref="Leave"/> follows.</summary>
    public bool TryEnter()
    {
        if (Interlocked.Increment(ref _guests) <= guests)
            return true;
        Leave();
        return false;
    }

    public void Leave() => Interlocked.Decrement(ref _guests);

    public void Dispose() => Places.Dispose();
}
