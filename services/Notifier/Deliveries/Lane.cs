namespace Syndication.Notifier.Deliveries;

/// <summary>
/// Places that deliveries of one kind share. A delivery keeps its place until what became of it is on disk, so that a crash
/// repeats no more of them than there are places.
/// </summary>
/// <param name="places">This lane's and the other's.</param>
/// <param name="flash">Which of the two it is.</param>
/// <param name="guests">Deliveries that have or await one, at most: whoever comes then is told so at once.</param>
internal sealed class Lane(Places places, bool flash, int guests = int.MaxValue)
{
    private int _guests;

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

    /// <summary>As <see cref="Places.TakeAsync"/>.</summary>
    /// <exception cref="OperationCanceledException"><paramref name="ct"/> ended the wait.</exception>
    public Task<bool> TakePlaceAsync(TimeSpan patience, CancellationToken ct) =>
        places.TakeAsync(flash, patience, ct);

    public void GivePlace() => places.Give(flash);
}
