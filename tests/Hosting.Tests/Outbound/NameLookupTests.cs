using System.Net;
using System.Net.Sockets;
using Syndication.Hosting.Outbound;
using Syndication.Testing;
using Syndication.Testing.Time;

namespace Syndication.Hosting.Tests.Outbound;

/// <summary>Name servers that say nothing, as whoever owns a name may have them.</summary>
public sealed class NameLookupTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);
    private readonly ManualTime _time = new();
    private readonly List<string> _asked = [];
    private readonly TaskCompletionSource<IPAddress[]> _silence = new();
    private readonly NameLookups _names;
    private bool _isFaulty;

    public NameLookupTests() => _names = new(ResolveAsync, _time);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task However_many_names_of_strangers_hang_ours_are_found_at_once()
    {
        var hanging = Enumerable.Range(0, 100).Select(i => FindAsync($"hangs-{i}.example", true)).ToList();
        await AskedAsync(NameLookups.Places);

        Assert.Equal([IPAddress.Loopback], await FindAsync("push.khobor.example", isStrange: false));

        // The system was asked for no more than there are places.
        Assert.Equal(NameLookups.Places + 1, Asked);
        Assert.DoesNotContain(hanging, h => h.IsCompleted);
    }

    [Fact]
    public async Task Who_asks_for_a_name_that_hangs_hears_in_five_seconds_that_it_cannot_be_looked_up_now()
    {
        var hanging = Enumerable.Range(0, 100).Select(i => FindAsync($"hangs-{i}.example", true)).ToList();
        await AskedAsync(NameLookups.Places);
        await Waiting.UntilAsync(() => _time.TimersSet >= 100, Patience, "all to wait", Ct);

        _time.Advance(NameLookups.Patience);

        foreach (var one in hanging)
            Assert.Equal(SocketError.TryAgain, (await FaultAsync(one)).SocketErrorCode);
        // The system waits on: its threads are not given to others meanwhile.
        var later = FindAsync("found.example", isStrange: true);
        await Waiting.UntilAsync(() => _time.TimersSet == 1, Patience, "it to wait", Ct);
        Assert.Equal(NameLookups.Places, Asked);
        _silence.SetResult([]);
        Assert.Equal([IPAddress.Loopback], await later.WaitAsync(Patience, Ct));
    }

    [Fact]
    public async Task All_who_ask_for_one_name_ask_once_and_again_after_half_a_minute()
    {
        await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => FindAsync("found.example", true)));
        _time.Advance(NameLookups.Remembered - TimeSpan.FromSeconds(1));
        await FindAsync("found.example", isStrange: true);
        Assert.Equal(1, Asked);

        _time.Advance(TimeSpan.FromSeconds(2));
        await FindAsync("found.example", isStrange: true);

        Assert.Equal(2, Asked);
    }

    [Theory]
    [InlineData(true, 31)]
    [InlineData(false, 3)]
    public async Task A_fault_is_remembered_of_strangers_for_half_a_minute_and_of_others_for_a_moment(
        bool isStrange,
        int seconds
    )
    {
        _isFaulty = true;
        for (var i = 0; i < 5; i++)
            await FaultAsync(FindAsync("found.example", isStrange));
        Assert.Equal(1, Asked);
        _isFaulty = false;

        _time.Advance(TimeSpan.FromSeconds(seconds));

        Assert.Equal([IPAddress.Loopback], await FindAsync("found.example", isStrange));
    }

    [Fact]
    public async Task Any_number_of_names_may_be_asked_for()
    {
        for (var i = 0; i < 10_000; i++)
            await FindAsync($"found-{i}.example", isStrange: true);

        Assert.InRange(_names.Count, 1, 4096);
    }

    [Fact]
    public async Task Who_goes_away_leaves_the_others_waiting_for_the_same_name()
    {
        using var stop = new CancellationTokenSource();
        var goes = _names.FindAsync("hangs.example", isStrange: true, stop.Token);
        var stays = FindAsync("hangs.example", isStrange: true);

        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => goes);
        _silence.SetResult([IPAddress.Loopback]);

        Assert.Equal([IPAddress.Loopback], await stays.WaitAsync(Patience, Ct));
    }

    [Fact]
    public async Task A_call_to_a_stranger_whose_name_hangs_fails_while_others_go_on()
    {
        await using var server = new CannedHttp("HTTP/1.1 200 OK");
        using var http = Caller.Asking(ResolveAsync);
        var strangers = Enumerable
            .Range(0, 40)
            .Select(i => new OutboundRequest(server.Url(host: $"hangs-{i}.example")) { ToStranger = true })
            .Select(request => http.SendAsync(request, Ct))
            .ToList();
        await AskedAsync(NameLookups.Places);

        await http.AnswerAsync(new(server.Url(host: "khobor.example")));

        foreach (var outcome in await Task.WhenAll(strangers).WaitAsync(Patience, Ct))
            Assert.Contains(
                "cannot be looked up now",
                Assert.IsType<OutboundOutcome.Unreachable>(outcome).Reason,
                StringComparison.Ordinal
            );
    }

    private int Asked
    {
        get
        {
            lock (_asked)
                return _asked.Count;
        }
    }

    private Task<IPAddress[]> FindAsync(string name, bool isStrange) => _names.FindAsync(name, isStrange, Ct);

    private Task AskedAsync(int count) =>
        Waiting.UntilAsync(() => Asked == count, Patience, $"{count} to be asked for", Ct);

    private static async Task<SocketException> FaultAsync(Task<IPAddress[]> find) =>
        await Assert.ThrowsAsync<SocketException>(() => find.WaitAsync(Patience, Ct));

    private Task<IPAddress[]> ResolveAsync(string name, CancellationToken ct)
    {
        lock (_asked)
            _asked.Add(name);
        if (_isFaulty)
            throw new SocketException((int)SocketError.HostNotFound);
        return name.StartsWith("hangs", StringComparison.Ordinal)
            ? _silence.Task
            : Task.FromResult<IPAddress[]>([IPAddress.Loopback]);
    }
}
