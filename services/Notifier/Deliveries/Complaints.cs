namespace Syndication.Notifier.Deliveries;

/// <summary>
/// Whom "too many" is meant for. A push service says it of one reader's device as well as of all it is sent: only where
/// several readers hear it one after another, and few others are taken between, is it meant for all.
/// </summary>
internal sealed class Complaints(TimeProvider time)
{
    private const int Several = 3;

    // So many taken calls make up for one that was not.
    private const int Few = 4;
    private const int MostKept = 64;
    private static readonly TimeSpan Window = TimeSpan.FromSeconds(10);

    private readonly HashSet<long> _readers = [];
    private int _weight;
    private long _last;

    /// <summary>True when it is meant for all; then counted anew.</summary>
    /// <param name="reader">Who heard it.</param>
    public bool IsGeneral(long reader)
    {
        if (_readers.Count >= MostKept || time.GetElapsedTime(_last) > Window)
            Forget();
        _last = time.GetTimestamp();
        if (_readers.Add(reader))
            _weight += Few;
        if (_weight <= (Several - 1) * Few)
            return false;
        Forget();
        return true;
    }

    /// <summary>A call was taken.</summary>
    public void Taken()
    {
        if (_weight > 0 && --_weight == 0)
            Forget();
    }

    private void Forget()
    {
        _readers.Clear();
        _weight = 0;
    }
}
