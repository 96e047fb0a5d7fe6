using System.Threading.Channels;

namespace Syndication.Notifier.Streams;

/// <summary>Wakes the reader of the log. Any number of calls while it is busy make it look once more.</summary>
internal sealed class StreamSignal
{
    private readonly Channel<bool> _calls = Channel.CreateBounded<bool>(
        new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite }
    );

    public void Wake() => _calls.Writer.TryWrite(true);

    public IAsyncEnumerable<bool> CallsAsync(CancellationToken ct) => _calls.Reader.ReadAllAsync(ct);
}
