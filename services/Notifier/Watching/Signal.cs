using System.Threading.Channels;

namespace Syndication.Notifier.Watching;

/// <summary>Wakes whoever looks. Any number of calls while it is busy make it look once more.</summary>
internal class Signal
{
    private readonly Channel<bool> _calls = Channel.CreateBounded<bool>(
        new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite }
    );

    public void Wake() => _calls.Writer.TryWrite(true);

    public IAsyncEnumerable<bool> CallsAsync(CancellationToken ct) => _calls.Reader.ReadAllAsync(ct);
}
