using System.Threading.Channels;

namespace Syndication.Ingest.Outbox;

/// <summary>
/// Hands what was just committed to the relay without a look into the database. It may forget: the relay finds every row
/// that is left behind by itself.
/// </summary>
internal sealed class OutboxHandover
{
    private const int Most = 8192;

    // Characters; a newsroom's hour of articles, and no more than what a broker's outage may cost in memory.
    private const long Heaviest = 32 << 20;

    private long _weight;

    /// <summary>This process, as leases name it.</summary>
    public Guid Instance { get; } = Guid.CreateVersion7();

    /// <summary>True when everything that was given has been taken.</summary>
    public bool IsEmpty => _fresh.Reader.Count == 0;

    private readonly Channel<OutboxMessage> _fresh = Channel.CreateBounded<OutboxMessage>(
        new BoundedChannelOptions(Most) { SingleReader = true, FullMode = BoundedChannelFullMode.Wait }
    );

    /// <summary>Takes what is on disk; beyond what fits, nothing is taken.</summary>
    public void Give(IEnumerable<OutboxMessage> committed)
    {
        foreach (var message in committed)
        {
            if (Interlocked.Read(ref _weight) < Heaviest && _fresh.Writer.TryWrite(message))
                Interlocked.Add(ref _weight, message.Weight);
        }
    }

    /// <summary>At most <paramref name="count"/>, and none if there are none.</summary>
    public List<OutboxMessage> Take(int count)
    {
        var taken = new List<OutboxMessage>();
        while (taken.Count < count && _fresh.Reader.TryRead(out var message))
        {
            Interlocked.Add(ref _weight, -message.Weight);
            taken.Add(message);
        }
        return taken;
    }

    /// <summary>Done when there is something to take.</summary>
    public async Task WaitAsync(CancellationToken ct) => await _fresh.Reader.WaitToReadAsync(ct);
}
