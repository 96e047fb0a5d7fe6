using System.Threading.Channels;

namespace Syndication.Notifier.Deliveries;

/// <summary>There is something to send. Any number of calls while the planner is busy make it look once more.</summary>
internal sealed class DispatchSignal
{
    private readonly Channel<bool> _calls = Channel.CreateBounded<bool>(
        new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite }
    );

    public void Wake() => _calls.Writer.TryWrite(true);

    public IAsyncEnumerable<bool> CallsAsync(CancellationToken ct) => _calls.Reader.ReadAllAsync(ct);
}
