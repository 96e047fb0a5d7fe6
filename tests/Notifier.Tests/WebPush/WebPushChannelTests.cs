using Syndication.Contracts;
using Syndication.Notifier.Deliveries;
using Syndication.Notifier.WebPush;
using Syndication.Testing.Push;

namespace Syndication.Notifier.Tests.WebPush;

/// <summary>What goes out to a push service.</summary>
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
}
