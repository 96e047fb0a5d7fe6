using Syndication.Notifier.Deliveries;
using Syndication.Notifier.WebPush;
using Syndication.Testing.Push;

namespace Syndication.Notifier.Tests.WebPush;

/// <summary>What a push service answers, and what it means.</summary>
public sealed class PushAnswerTests : IAsyncLifetime
{
    private PushBench _bench = null!;

    private PushSink Sink => _bench.Sink;

    public async ValueTask InitializeAsync() => _bench = await PushBench.StartAsync();

    public ValueTask DisposeAsync() => _bench.DisposeAsync();

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
        Assert.Equal(status is 401 or 403 or 413, outcome.IsOurs);
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
}
