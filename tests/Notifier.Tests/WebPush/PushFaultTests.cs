using System.Net;
using System.Net.Sockets;
using Syndication.Contracts;
using Syndication.Notifier.Deliveries;
using Syndication.Testing.Push;

namespace Syndication.Notifier.Tests.WebPush;

/// <summary>Push services that do not answer as they should.</summary>
public sealed class PushFaultTests : IAsyncLifetime
{
    private PushBench _bench = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private PushSink Sink => _bench.Sink;

    public async ValueTask InitializeAsync() => _bench = await PushBench.StartAsync();

    public ValueTask DisposeAsync() => _bench.DisposeAsync();

    [Fact]
    public async Task A_reset_is_unreachable()
    {
        Sink.Misbehave(SinkAnswer.Reset);

        Assert.Equal(DeliveryVerdict.Unreachable, (await _bench.SendAsync(Sink.Subscribe())).Verdict);
        Assert.Equal(
            DeliveryVerdict.Unreachable,
            (await _bench.SendAsync(Sink.Subscribe(Sink.Https))).Verdict
        );
    }

    [Fact]
    public async Task Garbage_is_unreachable()
    {
        Sink.Misbehave(SinkAnswer.Garbage);

        Assert.Equal(DeliveryVerdict.Unreachable, (await _bench.SendAsync(Sink.Subscribe())).Verdict);
    }

    [Fact]
    public async Task What_speaks_no_http_is_unreachable()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var served = BabbleAsync(listener);
        var reader = Sink.Subscribe(new Uri($"http://{listener.LocalEndpoint}"));

        Assert.Equal(DeliveryVerdict.Unreachable, (await _bench.SendAsync(reader)).Verdict);
        await served;
    }

    [Fact]
    public async Task Nobody_at_the_port_is_unreachable()
    {
        var reader = Sink.Subscribe(new Uri($"http://127.0.0.1:{Testing.FreePort.Next()}"));

        Assert.Equal(DeliveryVerdict.Unreachable, (await _bench.SendAsync(reader)).Verdict);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_yes_whose_body_never_ends_is_a_yes_at_once(bool tls)
    {
        Sink.Misbehave(SinkAnswer.Trickle);

        Assert.Equal(
            DeliveryOutcome.Delivered,
            await _bench
                .SendAsync(Sink.Subscribe(tls ? Sink.Https : null))
                .WaitAsync(TimeSpan.FromSeconds(10), Ct)
        );
    }

    [Fact]
    public async Task Whoever_stops_is_not_kept_by_a_push_service_that_never_answers()
    {
        Sink.Misbehave(SinkAnswer.Hang);
        using var stop = new CancellationTokenSource();
        var sent = _bench.Channel.SendAsync(
            PushBench.Of(Sink.Subscribe(), PushBench.Key.PublicKey),
            PushBench.Message,
            stop.Token
        );
        await Testing.Waiting.UntilAsync(
            () => Sink.Requests == 1,
            TimeSpan.FromSeconds(10),
            "the request",
            Ct
        );

        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => sent);
    }

    [Fact]
    public async Task A_flash_does_not_wait_for_the_few_connections_that_the_others_hold()
    {
        var (hangs, reader) = (Sink.Subscribe(), Sink.Subscribe());
        Sink.Misbehave(SinkAnswer.Hang, hangs.Path);
        using var stop = new CancellationTokenSource();
        var held = Enumerable
            .Range(0, 40)
            .Select(_ => SendAsync(hangs, PushBench.Message, stop.Token))
            .ToList();
        await Testing.Waiting.UntilAsync(() => Sink.Requests >= 16, TimeSpan.FromSeconds(10), "them", Ct);

        var flash = PushBench.Message with { Level = BreakingLevel.Flash };
        var outcome = await SendAsync(reader, flash, Ct).WaitAsync(TimeSpan.FromSeconds(10), Ct);

        Assert.Equal(DeliveryOutcome.Delivered, outcome);
        Assert.DoesNotContain(held, h => h.IsCompleted);
        await stop.CancelAsync();
        foreach (var one in held)
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => one);
    }

    private Task<DeliveryOutcome> SendAsync(
        SinkSubscription to,
        AlertMessage message,
        CancellationToken ct
    ) => _bench.Channel.SendAsync(PushBench.Of(to, PushBench.Key.PublicKey), message, ct);

    private static async Task BabbleAsync(TcpListener listener)
    {
        using var client = await listener.AcceptTcpClientAsync(Ct);
        var stream = client.GetStream();
        await stream.WriteAsync("SSH-2.0-nothing for you\r\n\r\n"u8.ToArray(), Ct);
        client.Client.Shutdown(SocketShutdown.Send);
        try
        {
            while (await stream.ReadAsync(new byte[4096], Ct) > 0)
            {
                // Whatever it says.
            }
        }
        catch (IOException)
        {
            // It has seen enough.
        }
    }
}
