using System.Collections.Concurrent;
using System.Threading.Channels;

namespace Syndication.Notifier.Deliveries;

/// <summary>
/// What is to be written down. Flash goes first; of the rest there is something in each page, since leases are renewed by it.
/// </summary>
internal sealed class SettledQueue
{
    private const int LeastOfRest = 256;
    private readonly ConcurrentQueue<Settlement> _flash = [];
    private readonly ConcurrentQueue<Settlement> _rest = [];
    private readonly Channel<bool> _calls = Channel.CreateBounded<bool>(
        new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite }
    );
    private volatile bool _isComplete;

    public bool IsComplete => _isComplete;

    public int Count => _flash.Count + _rest.Count;

    public int CountOf(bool flash) => LaneOf(flash).Count;

    /// <summary>Takes one more, until it is complete.</summary>
    public void Add(Settlement settlement)
    {
        if (_isComplete)
            return;
        LaneOf(settlement.Errand.Flash).Enqueue(settlement);
        _calls.Writer.TryWrite(true);
    }

    /// <summary>Nothing more comes.</summary>
    public void Complete()
    {
        _isComplete = true;
        _calls.Writer.TryComplete();
    }

    /// <summary>False when there is nothing and nothing more comes.</summary>
    public async ValueTask<bool> WaitAsync()
    {
        while (Count == 0)
        {
            if (!await _calls.Reader.WaitToReadAsync())
                return Count > 0;
            _calls.Reader.TryRead(out _);
        }
        return true;
    }

    /// <summary>Fills a page.</summary>
    /// <param name="page">It is empty.</param>
    /// <param name="most">So many at most.</param>
    public void Take(List<Settlement> page, int most)
    {
        Move(_flash, page, most - LeastOfRest);
        Move(_rest, page, page.Count > 0 ? page.Count + LeastOfRest : most);
    }

    private static void Move(ConcurrentQueue<Settlement> from, List<Settlement> page, int most)
    {
        while (page.Count < most && from.TryDequeue(out var one))
            page.Add(one);
    }

    private ConcurrentQueue<Settlement> LaneOf(bool flash) => flash ? _flash : _rest;
}
