using System.Threading.Channels;

namespace Syndication.Ingest.Outbox;

/// <summary>Wakes the relay; any number of calls before it looks are one.</summary>
internal sealed class OutboxSignal
{
    private readonly Channel<bool> _bell = Channel.CreateBounded<bool>(
        new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite }
    );

    public void Set() => _bell.Writer.TryWrite(true);

    public async Task WaitAsync(CancellationToken ct) => await _bell.Reader.ReadAsync(ct);
}
