using System.Diagnostics;

namespace Syndication.Testing;

/// <summary>The one wait that tests know: until something is so, or a deadline has passed.</summary>
public static class Waiting
{
    private static readonly TimeSpan ShortestPause = TimeSpan.FromMilliseconds(25);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(1);

    /// <summary>Asks again and again until <paramref name="condition"/> holds.</summary>
    /// <param name="condition">May throw; what it threw last is told when time is up.</param>
    /// <param name="deadline">How long at most.</param>
    /// <param name="what">What is awaited, as the failure should name it.</param>
    /// <param name="ct">Ends the wait.</param>
    /// <exception cref="TimeoutException">It did not come to be.</exception>
    public static Task UntilAsync(
        Func<Task<bool>> condition,
        TimeSpan deadline,
        string what,
        CancellationToken ct
    ) => UntilAsync(condition, deadline, () => what, ct);

    /// <summary>As above, for what can be said at once.</summary>
    public static Task UntilAsync(
        Func<bool> condition,
        TimeSpan deadline,
        string what,
        CancellationToken ct
    ) => UntilAsync(() => Task.FromResult(condition()), deadline, () => what, ct);

    /// <summary>As above; <paramref name="what"/> is asked when time is up, and may say how things stand then.</summary>
    public static async Task UntilAsync(
        Func<Task<bool>> condition,
        TimeSpan deadline,
        Func<string> what,
        CancellationToken ct
    )
    {
        var watch = Stopwatch.StartNew();
        Exception? last = null;
        while (true)
        {
            var began = watch.Elapsed;
            try
            {
                if (await condition())
                    return;
                last = null;
            }
#pragma warning disable CA1031 // whatever it was, it may be over at the next look; the last one is told
            catch (Exception e) when (!ct.IsCancellationRequested)
#pragma warning restore CA1031
            {
                last = e;
            }
            if (watch.Elapsed >= deadline)
                throw new TimeoutException($"Waited {deadline.TotalSeconds:0.#} s in vain: {what()}.", last);
            await Task.Delay(PauseAfter(watch.Elapsed - began), TimeProvider.System, ct);
        }
    }

    // Half of the time belongs to what is waited for: a look may be a process, or a thousand entries to read.
    private static TimeSpan PauseAfter(TimeSpan look) =>
        look < ShortestPause ? ShortestPause
        : look > LongestPause ? LongestPause
        : look;
}
