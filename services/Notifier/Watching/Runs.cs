namespace Syndication.Notifier.Watching;

/// <summary>Works under way side by side, one for each key; what fails one it is told, and ends no other.</summary>
/// <typeparam name="TKey">What a work is on.</typeparam>
/// <param name="signal">Woken at each end: there may be more to do, or others that found no room.</param>
/// <param name="most">How many at once.</param>
internal sealed class Runs<TKey>(Signal signal, int most = int.MaxValue)
    where TKey : notnull
{
    private readonly Lock _lock = new();
    private readonly Dictionary<TKey, Task> _runs = [];

    /// <summary>For how many more there is room.</summary>
    public int Room
    {
        get
        {
            lock (_lock)
                return most - _runs.Count;
        }
    }

    /// <summary>Begins, unless one is under way on the same or there is no room.</summary>
    /// <param name="key">What it is on.</param>
    /// <param name="work">What is done.</param>
    /// <param name="brokeOff">Told why it was not done to its end.</param>
    /// <param name="ct">Ends it.</param>
    public void Begin(
        TKey key,
        Func<CancellationToken, Task> work,
        Action<string> brokeOff,
        CancellationToken ct
    )
    {
        lock (_lock)
            if (_runs.Count < most && !_runs.ContainsKey(key))
                _runs[key] = Task.Run(() => RunAsync(key, work, brokeOff, ct), ct);
    }

    /// <summary>Waits until all have come to their end.</summary>
    public async Task EndAsync()
    {
        Task[] all;
        lock (_lock)
            all = [.. _runs.Values];
        await Task.WhenAll(all).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private async Task RunAsync(
        TKey key,
        Func<CancellationToken, Task> work,
        Action<string> brokeOff,
        CancellationToken ct
    )
    {
        try
        {
            await Look.OnceAsync(work, brokeOff, ct);
        }
        finally
        {
            lock (_lock)
                _runs.Remove(key);
            signal.Wake();
        }
    }
}
