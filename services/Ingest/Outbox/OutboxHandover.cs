using System.Threading.Channels;

namespace Syndication.Ingest.Outbox;

/// <summary>
/// Hands what was just committed to the relay without a look into the database. It may forget: the relay finds every row
/// that is left behind by itself.
/// </summary>
internal sealed class OutboxHandover
{
    private const int Most = 8192;

    private readonly Channel<OutboxMessage> _fresh = Channel.CreateBounded<OutboxMessage>(
        new BoundedChannelOptions(Most) { SingleReader = true, FullMode = BoundedChannelFullMode.DropWrite }
    );

    /// <summary>Takes what is on disk; beyond what fits, nothing is taken.</summary>
    public void Give(IEnumerable<OutboxMessage> committed)
    {
        foreach (var message in committed)
            _fresh.Writer.TryWrite(message);
    }

    /// <summary>At most <paramref name="count"/>, and none if there are none.</summary>
    public List<OutboxMessage> Take(int count)
    {
        var taken = new List<OutboxMessage>();
        while (taken.Count < count && _fresh.Reader.TryRead(out var message))
            taken.Add(message);
        return taken;
    }

    /// <summary>Done when there is something to take.</summary>
    public async Task WaitAsync(CancellationToken ct) => await _fresh.Reader.WaitToReadAsync(ct);
}
