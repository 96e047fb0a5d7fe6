using System.Net;
using System.Net.Sockets;
using Syndication.Contracts;
using Syndication.Notifier.Deliveries;
using Syndication.Notifier.WebPush;
using Syndication.Testing.Push;

namespace Syndication.Notifier.Tests.WebPush;

public sealed class WebPushChannelTests : IAsyncLifetime
{
    private PushBench _bench = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private PushSink Sink => _bench.Sink;

    public async ValueTask InitializeAsync() => _bench = await PushBench.StartAsync();

    public ValueTask DisposeAsync() => _bench.DisposeAsync();

    [Fact]
    public async Task A_push_arrives_with_every_header_and_only_its_reader_can_read_it()
    {
        var reader = Sink.Subscribe();

        var outcome = await _bench.SendAsync(reader);

        Assert.Equal(DeliveryOutcome.Delivered, outcome);
        Assert.Empty(Sink.Faults);
        var message = Assert.Single(Sink.Messages);
        Assert.Equal("3600", message.Headers["TTL"]);
        Assert.Equal("normal", message.Headers["Urgency"]);
        var topic = PushBench.Message.AlertId!.Value.ToString("N");
        Assert.Equal(topic, message.Headers["Topic"]);
        Assert.Equal("aes128gcm", message.Headers["Content-Encoding"]);
        Assert.Equal("application/octet-stream", message.Headers["Content-Type"]);
        Assert.Equal(PushBench.Message.Title, message.Member("title"));
        Assert.Equal(new(reader.Path, topic, 1), Assert.Single(Sink.Counts).Key);
    }

    [Fact]
    public async Task Over_tls_many_go_side_by_side_on_http_2()
    {
        var readers = Enumerable.Range(0, 300).Select(n => Sink.OfCrowd(n, Sink.Https)).ToList();

        var outcomes = await Task.WhenAll(readers.Select(r => _bench.SendAsync(r)));

        Assert.All(outcomes, o => Assert.Equal(DeliveryOutcome.Delivered, o));
        Assert.Empty(Sink.Faults);
        Assert.All(Sink.Messages, m => Assert.Equal("HTTP/2", m.Protocol));
        Assert.Equal(300, Sink.Counts.Count);
        Assert.Single(Sink.Messages.Select(m => m.Headers["Authorization"]).Distinct());
    }

    [Fact]
    public async Task Two_alerts_of_a_story_wait_side_by_side_and_a_correction_takes_the_place_of_its_own()
    {
        var reader = Sink.Subscribe();
        var flash = PushBench.Message with { AlertId = Guid.CreateVersion7(), Level = BreakingLevel.Flash };

        await _bench.SendAsync(reader, PushBench.Message);
        await _bench.SendAsync(reader, flash);
        await _bench.SendAsync(
            reader,
            PushBench.Message with
            {
                Kind = DispatchKind.Correction,
                Sequence = 2,
            }
        );
        await _bench.SendAsync(reader, PushBench.Message with { AlertId = null, Tag = "digest" });

        var topics = Sink.Messages.Select(m => m.Headers["Topic"]).ToList();
        Assert.Equal(topics[0], topics[2]);
        Assert.Equal("digest", topics[3]);
        Assert.Equal(3, topics.Distinct(StringComparer.Ordinal).Count());
        // The reader's screen shows them in one place all the same.
        Assert.Equal("story-1", Assert.Single(Sink.Messages.Take(3).Select(m => m.Member("tag")).Distinct()));
        Assert.Empty(Sink.Faults);
    }

    [Fact]
    public async Task A_flash_is_urgent()
    {
        await _bench.SendAsync(Sink.Subscribe(), PushBench.Message with { Level = BreakingLevel.Flash });

        Assert.Equal("high", Assert.Single(Sink.Messages).Headers["Urgency"]);
    }

    [Fact]
    public async Task A_reader_of_before_is_sent_to_with_the_key_of_before()
    {
        await _bench.SendAsync(Sink.Subscribe(), key: PushBench.OldKey);

        Assert.Equal(
            PushBench.OldKey.PublicKey,
            VapidCheck.KeyOf(Assert.Single(Sink.Messages).Headers["Authorization"])
        );
        Assert.Empty(Sink.Faults);
    }

    [Fact]
    public async Task A_key_that_is_not_here_is_told_and_nothing_is_sent()
    {
        var outcome = await _bench.SendAsync(Sink.Subscribe(), key: VapidKey.Create());

        Assert.Equal(DeliveryVerdict.Refused, outcome.Verdict);
        Assert.Contains("Push:OldPrivateKeys", outcome.Fault, StringComparison.Ordinal);
        Assert.Equal(0, Sink.Requests);
    }

    [Fact]
    public async Task A_dry_run_makes_everything_ready_and_sends_nothing()
    {
        var outcome = await _bench.SendAsync(Sink.Subscribe(), PushBench.Message with { DryRun = true });

        Assert.Equal(DeliveryOutcome.Delivered, outcome);
        Assert.Equal(0, Sink.Requests);
    }

    [Theory]
    [InlineData(200)]
    [InlineData(201)]
    [InlineData(202)]
    [InlineData(204)]
    public async Task Every_kind_of_yes_is_delivered(int status)
    {
        Sink.Misbehave(SinkAnswer.Status(status));

        Assert.Equal(DeliveryOutcome.Delivered, await _bench.SendAsync(Sink.Subscribe()));
    }

    [Theory]
    [InlineData(404, "Gone")]
    [InlineData(410, "Gone")]
    [InlineData(429, "Throttled")]
    [InlineData(500, "Unreachable")]
    [InlineData(502, "Unreachable")]
    [InlineData(503, "Unreachable")]
    [InlineData(408, "Unreachable")]
    [InlineData(400, "Refused")]
    [InlineData(401, "Refused")]
    [InlineData(403, "Refused")]
    [InlineData(413, "Refused")]
    [InlineData(301, "Refused")]
    [InlineData(307, "Refused")]
    public async Task Every_answer_has_a_meaning(int status, string verdict)
    {
        var elsewhere = Sink.Subscribe();
        Sink.Misbehave(SinkAnswer.Status(status, headers: ("Location", elsewhere.Endpoint.AbsoluteUri)));
        var reader = Sink.Subscribe();

        var outcome = await _bench.SendAsync(reader);

        Assert.Equal(verdict, outcome.Verdict.ToString());
        Assert.Equal(status == 413 ? 2 : 1, Sink.Requests);
        Assert.DoesNotContain(reader.Path, outcome.Fault, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Whoever_asks_for_patience_is_heard_in_seconds_or_as_a_date()
    {
        Sink.Misbehave(SinkAnswer.Patience(7));
        var seconds = await _bench.SendAsync(Sink.Subscribe());
        var date = TimeProvider.System.GetUtcNow().AddMinutes(5).ToString("R", null);
        Sink.Misbehave(SinkAnswer.Status(503, headers: ("Retry-After", date)));
        var then = await _bench.SendAsync(Sink.Subscribe());
        Sink.Misbehave(SinkAnswer.Status(429, headers: ("Retry-After", "পরে")));
        var nonsense = await _bench.SendAsync(Sink.Subscribe());

        Assert.Equal(TimeSpan.FromSeconds(7), seconds.RetryAfter);
        Assert.InRange(then.RetryAfter!.Value, TimeSpan.FromMinutes(4), TimeSpan.FromMinutes(5));
        Assert.Null(nonsense.RetryAfter);
    }

    [Fact]
    public async Task What_apple_finds_wrong_is_told_with_what_to_look_at()
    {
        Sink.Misbehave(SinkAnswer.Status(403, """{"reason":"BadJwtToken"}"""));

        var outcome = await _bench.SendAsync(Sink.Subscribe());

        Assert.Contains("BadJwtToken", outcome.Fault, StringComparison.Ordinal);
        Assert.Contains("Push:Subject", outcome.Fault, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"reason":"/push/1 is unknown"}""")]
    [InlineData("""{"reason":{}}""")]
    [InlineData("[[[")]
    [InlineData("\0\u0001")]
    public async Task No_other_words_of_theirs_are_repeated(string body)
    {
        Sink.Misbehave(SinkAnswer.Status(403, body));

        var outcome = await _bench.SendAsync(Sink.Subscribe());

        Assert.Equal(DeliveryVerdict.Refused, outcome.Verdict);
        Assert.Contains("(403 Forbidden)", outcome.Fault, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_too_large_goes_in_its_short_form_at_once()
    {
        Sink.Misbehave(SinkAnswer.Status(413), times: 1);
        var words = string.Concat(Enumerable.Repeat("বাংলা ", 100));

        var outcome = await _bench.SendAsync(Sink.Subscribe(), PushBench.Message with { Body = words });

        Assert.Equal(DeliveryOutcome.Delivered, outcome);
        Assert.Equal(2, Sink.Requests);
        var message = Assert.Single(Sink.Messages);
        Assert.InRange(message.Body.Length, 200, PushPayload.MostOfShort + 103);
        Assert.Equal(PushBench.Message.Title, message.Member("title"));
    }

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
    public async Task In_the_clear_is_for_intranets_alone()
    {
        await using var bench = await PushBench.StartAsync(allowPrivate: false);

        var clear = await bench.SendAsync(bench.Sink.Subscribe());
        var tls = await bench.SendAsync(bench.Sink.Subscribe(bench.Sink.Https));

        Assert.Equal(DeliveryVerdict.Refused, clear.Verdict);
        Assert.Equal(DeliveryOutcome.Delivered, tls);
    }

    [Fact]
    public async Task What_is_left_out_of_account_at_the_door_is_refused_here()
    {
        var to = PushBench.Of(Sink.Subscribe(), PushBench.Key.PublicKey);
        to.PublicKey = [4, .. new byte[64]];

        var outcome = await _bench.Channel.SendAsync(to, PushBench.Message, Ct);

        Assert.Equal(DeliveryVerdict.Refused, outcome.Verdict);
    }

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
