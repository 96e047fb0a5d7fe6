using Microsoft.Extensions.Options;
using Syndication.Hosting.Outbound;
using Syndication.Notifier.Deliveries;
using Syndication.Notifier.Subscriptions;
using Syndication.Testing.Time;

namespace Syndication.Notifier.Tests.Deliveries;

/// <summary>Which way a push service is on.</summary>
public sealed class GatesTests
{
    private readonly ManualTime _time = new();

    [Theory]
    [InlineData("https://fcm.googleapis.com", true)]
    [InlineData("https://updates.push.services.mozilla.com", true)]
    [InlineData("https://wns2-sg2p.notify.windows.com", true)]
    [InlineData("https://push.apple.com.evil.example", false)]
    [InlineData("https://evilpush.apple.com", false)]
    [InlineData("https://house.example", true)]
    [InlineData("http://house.example:8080", true)]
    [InlineData("https://a.intranet.example", true)]
    [InlineData("https://intranet.example", false)]
    [InlineData("nonsense", false)]
    [InlineData("", false)]
    public void Push_Hosts_are_known_as_the_browsers_are(string origin, bool isKnown)
    {
        var gates = New(new() { Hosts = ["house.example", "*.intranet.example"] });

        Assert.Equal(isKnown, gates.Knows(origin));
        Assert.Equal(isKnown ? origin : Gates.Strangers, gates.QueueOf(origin));
    }

    [Fact]
    public void Strangers_fill_up_their_own_room_however_many_they_are_and_nobody_elses()
    {
        var gates = New();
        var ways = new List<Way>();
        for (var i = 0; i < 1_000; i++)
        {
            if (gates.To($"https://stranger-{i}.example", flash: false) is { } way)
                ways.Add(way);
        }

        Assert.Equal(4 * 32, ways.Count);
        Assert.Equal(0, gates.RoomFor(new(Gates.Strangers, Flash: false)));
        Assert.NotNull(gates.To("https://stranger-1.example", flash: true));
        for (var i = 0; i < 10_000; i++)
            Assert.NotNull(gates.To("https://fcm.googleapis.com", flash: false));
        ways[0].Dispose();
        Assert.NotNull(gates.To("https://stranger-1.example", flash: false));
    }

    [Fact]
    public async Task Any_number_of_names_costs_the_memory_of_a_thousand()
    {
        var gates = New();
        // Of all of them something bad is known, so that none is forgotten lightly.
        for (var i = 0; i < 5_000; i++)
        {
            using var way = gates.To($"https://stranger-{i}.example", flash: false);
            if (way is not { } open)
                continue;
            var pass = await open.Gate.EnterAsync(flash: false, TestContext.Current.CancellationToken);
            open.Gate.Leave(pass.Ticket, flash: false, new(DeliveryVerdict.Unreachable));
        }
        Assert.InRange(gates.Remembered, 1, 1024);

        _time.Advance(TimeSpan.FromMinutes(1));
        using var later = gates.To("https://a-good-stranger.example", flash: false);
        Assert.NotNull(later);
    }

    private Gates New(PushHostOptions? hosts = null) =>
        new(
            Options.Create(new DeliveryOptions()),
            new(Options.Create(hosts ?? new()), Options.Create(new NetworkOptions())),
            new(_time),
            _time
        );
}
