using System.Net;
using System.Net.Sockets;

namespace Syndication.Hosting.Outbound;

/// <summary>
/// Looks names up, a few at once, and remembers for a moment what was answered, a fault too. Where a name server says
/// nothing, whoever asks hears so within seconds, though the system goes on waiting; strangers' names have places of their own, so
/// that however many of them hang, everybody else's are found.
/// </summary>
/// <param name="resolve">Asks the system; it may take as long as it likes.</param>
/// <param name="time">For how long to wait, and to remember.</param>
#pragma warning disable CA1001 // who hangs gives its place back after the end, and these hold nothing of the system's
internal sealed class NameLookups(
#pragma warning restore CA1001
    Func<string, CancellationToken, Task<IPAddress[]>> resolve,
    TimeProvider time
)
{
    /// <summary>Names that the system is asked for at once on behalf of strangers, and as many beside them for all others.</summary>
    public const int Places = 8;

    /// <summary>How long anybody waits.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    /// <summary>How long an answer is good, and a stranger's fault is believed.</summary>
    public static readonly TimeSpan Remembered = TimeSpan.FromSeconds(30);

    // Whoever we call ourselves is asked for again soon.
    private static readonly TimeSpan FaultRemembered = TimeSpan.FromSeconds(2);
    private const int MostNames = 4096;

    private readonly SemaphoreSlim _ours = new(Places);
    private readonly SemaphoreSlim _strange = new(Places);
    private readonly Dictionary<(string Name, bool IsStrange), Answer> _answers = [];
    private readonly Lock _gate = new();

    /// <summary>Names that something is remembered of.</summary>
    public int Count
    {
        get
        {
            lock (_gate)
                return _answers.Count;
        }
    }

    /// <exception cref="SocketException">There is no such name, or it cannot be looked up now.</exception>
    /// <exception cref="OperationCanceledException"><paramref name="ct"/> ended the wait.</exception>
    public Task<IPAddress[]> FindAsync(string name, bool isStrange, CancellationToken ct)
    {
        Answer answer;
        lock (_gate)
        {
            if (!_answers.TryGetValue((name, isStrange), out answer!) || !IsGood(answer, isStrange))
            {
                MakeRoom();
                _answers[(name, isStrange)] = answer = new();
                // Off this thread: whatever asking takes, nobody holds the lock for it.
                answer.Addresses = Task.Run(() => AskAsync(name, isStrange, answer), CancellationToken.None);
            }
        }
        return answer.Addresses.WaitAsync(ct);
    }

    private bool IsGood(Answer answer, bool isStrange)
    {
        if (answer.At is not { } at)
            return true;
        var fine = isStrange || answer.Addresses.IsCompletedSuccessfully;
        return time.GetElapsedTime(at) < (fine ? Remembered : FaultRemembered);
    }

    // What is still asked for goes last: it would be asked for once more.
    private void MakeRoom()
    {
        if (_answers.Count < MostNames)
            return;
        foreach (var (name, answer) in _answers)
        {
            if (answer.At is not null)
                _answers.Remove(name);
        }
        if (_answers.Count >= MostNames)
            _answers.Clear();
    }

    private async Task<IPAddress[]> AskAsync(string name, bool isStrange, Answer answer)
    {
        var places = isStrange ? _strange : _ours;
        using var limit = new CancellationTokenSource(Patience, time);
        try
        {
            await places.WaitAsync(limit.Token);
            return await HoldAsync(places, name).WaitAsync(limit.Token);
        }
        catch (OperationCanceledException) when (limit.IsCancellationRequested)
        {
            throw new SocketException((int)SocketError.TryAgain);
        }
        finally
        {
            lock (_gate)
                answer.At = time.GetTimestamp();
        }
    }

    // Until the system answers, however late: what it does for us is never more than there are places.
    private async Task<IPAddress[]> HoldAsync(SemaphoreSlim places, string name)
    {
        try
        {
            return await resolve(name, CancellationToken.None);
        }
        finally
        {
            places.Release();
        }
    }

    private sealed class Answer
    {
        public Task<IPAddress[]> Addresses { get; set; } = Task.FromResult<IPAddress[]>([]);

        /// <summary>When it came; null while it is awaited.</summary>
        public long? At { get; set; }
    }
}
