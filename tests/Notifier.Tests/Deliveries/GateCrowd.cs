using Syndication.Notifier.Deliveries;
using Syndication.Testing;
using Syndication.Testing.Time;

namespace Syndication.Notifier.Tests.Deliveries;

/// <summary>Visitors who come to one gate and leave it in an order that the seed decides.</summary>
internal sealed class GateCrowd
{
    private const int Bulk = 4;
    private const int Flash = 2;
    private readonly ManualTime _time = new();
    private readonly List<Visitor> _all = [];
    private readonly Random _chance;
    private readonly Gate _gate;
    private readonly int _seed;

    public GateCrowd(int seed)
    {
        (_seed, _chance) = (seed, new(seed));
        _gate = new(new(Bulk, Flash), new(_time), _time);
    }

    private List<Visitor> Inside => _all.FindAll(v => v.IsInside);

    public void Step()
    {
        switch (Chance(4))
        {
            case 0 or 1:
                _all.Add(new(_gate, flash: Chance(3) == 0));
                break;
            case 2 when Inside is { Count: > 0 } inside:
                inside[Chance(inside.Count)].Leave(Outcome(), reader: Chance(5));
                break;
            default:
                _time.Advance(TimeSpan.FromMilliseconds(Chance(400)));
                break;
        }
        var now = Inside;
        Assert.True(
            now.Count(v => !v.IsFlash) <= Bulk && now.Count(v => v.IsFlash) <= Flash,
            $"seed {_seed}"
        );
        Assert.InRange(_gate.InFlight, 0, Bulk + Flash);
    }

    /// <summary>Nobody leaves any more: whoever waits hears within the gate's patience.</summary>
    public async Task EndAsync(CancellationToken ct)
    {
        var end = _time.GetUtcNow() + Gate.Patience + TimeSpan.FromSeconds(0.5);
        await Waiting.UntilAsync(
            () =>
            {
                // Those who wait set timers of their own while time goes on.
                if (_time.GetUtcNow() < end)
                    _time.Advance(TimeSpan.FromMilliseconds(250));
                return _all.TrueForAll(v => v.HasHeard);
            },
            Fan.Patience,
            $"everybody to hear, seed {_seed}",
            ct
        );
        Inside.ForEach(v => v.Leave(DeliveryOutcome.Delivered, reader: 0));
        Assert.Equal(0, _gate.InFlight);
        _time.Advance(TimeSpan.FromSeconds(2));
        Assert.True(_gate.IsForgettable, $"seed {_seed}");
    }

    private DeliveryOutcome? Outcome() =>
        Chance(12) switch
        {
            < 3 => null,
            < 6 => new(DeliveryVerdict.Unreachable),
            6 => new(DeliveryVerdict.Throttled, TimeSpan.FromSeconds(1)),
            _ => DeliveryOutcome.Delivered,
        };

#pragma warning disable CA5394 // the same each time, so that what is found is found again
    private int Chance(int below) => _chance.Next(below);
#pragma warning restore CA5394

    private sealed class Visitor
    {
        private readonly Gate _gate;
        private volatile bool _hasHeard;
        private volatile bool _isInside;
        private int _ticket;

        public Visitor(Gate gate, bool flash)
        {
            (_gate, IsFlash) = (gate, flash);
            _ = ComeAsync();
        }

        public bool IsFlash { get; }

        public bool IsInside => _isInside;

        public bool HasHeard => _hasHeard;

        public void Leave(DeliveryOutcome? outcome, long reader)
        {
            _isInside = false;
            if (outcome is not null)
                _gate.Sent(_ticket);
            _gate.Leave(_ticket, IsFlash, outcome, reader);
        }

        private async Task ComeAsync()
        {
            var pass = await _gate.EnterAsync(IsFlash, CancellationToken.None);
            (_ticket, _isInside) = (pass.Ticket, pass.IsIn);
            _hasHeard = true;
        }
    }
}
