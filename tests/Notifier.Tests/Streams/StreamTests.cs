using System.Net;
using System.Text.Json;
using Syndication.Contracts;
using Syndication.Notifier.Store;
using Syndication.Notifier.Streams;
using Syndication.Testing.Time;

namespace Syndication.Notifier.Tests.Streams;

/// <summary>The stream as a reader sees it, over HTTP.</summary>
public sealed class StreamTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private static Article In(params string[] topics) => News.Breaking with { Categories = topics };

    [Fact]
    public async Task An_alert_arrives_while_the_reader_listens()
    {
        await using var host = new NotifierHost();
        using var sse = await Sse.OpenAsync(host.CreateClient(), "", Ct);
        var article = News.Breaking;

        await host.PublishAsync(article.Published(), Ct);

        var block = (await sse.NextAsync())!;
        Assert.Equal(("1", "alert"), (block.Id, block.Event));
        Assert.Equal(article.Title, block.Text("title"));
        Assert.Equal("breaking", block.Text("level"));
        Assert.Equal("sent", block.Text("state"));
        Assert.Equal($"urn:uuid:{article.Id}", block.Text("feedId"));
        var names = JsonDocument.Parse(block.Data!).RootElement.EnumerateObject().Select(m => m.Name);
        Assert.Equal(
            [
                .. "alertId articleId body feedId image language level sequence".Split(' '),
                .. "state timestamp title topics url".Split(' '),
            ],
            names.Order(StringComparer.Ordinal)
        );
    }

    [Fact]
    public async Task The_answer_tells_caches_proxies_and_other_sites_how_to_treat_it()
    {
        await using var host = new NotifierHost();
        using var sse = await Sse.OpenAsync(host.CreateClient(), "", Ct);

        var headers = sse.Response.Headers;
        Assert.Equal("text/event-stream", sse.Response.Content.Headers.ContentType!.ToString());
        Assert.Equal("no-store", headers.CacheControl!.ToString());
        Assert.Equal("no", Assert.Single(headers.GetValues("X-Accel-Buffering")));
        Assert.Equal("*", Assert.Single(headers.GetValues("Access-Control-Allow-Origin")));
    }

    [Fact]
    public async Task A_withdrawal_and_a_correction_bear_their_own_names()
    {
        await using var host = new NotifierHost();
        using var sse = await Sse.OpenAsync(host.CreateClient(), "", Ct);
        var article = News.Breaking;

        await host.PublishAsync(article.Published(), Ct);
        await host.PublishAsync((article with { Revision = 2, Correction = "সংশোধিত।" }).Revised(), Ct);
        await host.PublishAsync(article.Retracted(3), Ct);

        List<string?> events =
        [
            (await sse.NextAsync())!.Event,
            (await sse.NextAsync())!.Event,
            (await sse.NextAsync())!.Event,
        ];
        Assert.Equal(["alert", "correction", "withdrawal"], events);
    }

    [Fact]
    public async Task A_reader_of_some_topics_hears_of_these_only()
    {
        await using var host = new NotifierHost();
        using var sse = await Sse.OpenAsync(host.CreateClient(), "?topics=sports,%20women-children", Ct);

        await host.PublishAsync(In("national").Published(), Ct);
        await host.PublishAsync(In("national", "sports").Published(), Ct);
        await host.PublishAsync(In("women-children").Published(), Ct);

        Assert.Equal("2", (await sse.NextAsync())!.Id);
        Assert.Equal("3", (await sse.NextAsync())!.Id);
    }

    [Theory]
    [InlineData("?minLevel=flash", "2")]
    [InlineData("?minLevel=breaking", "1")]
    [InlineData("?minLevel=flash&topics=sports", "2")]
    [InlineData("?minLevel=flash&lastEventId=0", "2")]
    [InlineData("?minLevel=flash&topics=sports&lastEventId=0", "2")]
    public async Task A_reader_of_flashes_hears_of_nothing_less(string query, string first)
    {
        await using var host = new NotifierHost();
        var isReplay = query.Contains("lastEventId", StringComparison.Ordinal);
        using var early = isReplay ? null : await Sse.OpenAsync(host.CreateClient(), query, Ct);
        await host.PublishAsync(In("sports").Published(), Ct);
        await host.PublishAsync((In("sports") with { Breaking = BreakingLevel.Flash }).Published(), Ct);
        await HeadIsAsync(host, 2);

        using var late = isReplay ? await Sse.OpenAsync(host.CreateClient(), query, Ct) : null;
        Assert.Equal(first, (await (early ?? late)!.NextAsync())!.Id);
    }

    [Theory]
    [InlineData("1", null)]
    [InlineData(null, "1")]
    [InlineData("1", "2")]
    public async Task A_reader_that_comes_back_is_told_what_it_missed_and_goes_on(
        string? header,
        string? query
    )
    {
        await using var host = new NotifierHost();
        for (var i = 0; i < 3; i++)
            await host.PublishAsync(In("sports").Published(), Ct);
        await HeadIsAsync(host, 3);

        using var sse = await Sse.OpenAsync(
            host.CreateClient(),
            $"?topics=sports&lastEventId={query}",
            Ct,
            header
        );
        Assert.Equal("2", (await sse.NextAsync())!.Id);
        Assert.Equal("3", (await sse.NextAsync())!.Id);

        await host.PublishAsync(In("sports").Published(), Ct);
        Assert.Equal("4", (await sse.NextAsync())!.Id);
    }

    [Fact]
    public async Task What_was_missed_is_told_by_topic()
    {
        await using var host = new NotifierHost();
        await host.PublishAsync(In("national").Published(), Ct);
        await host.PublishAsync(In("sports").Published(), Ct);
        await HeadIsAsync(host, 2);

        using var sse = await Sse.OpenAsync(host.CreateClient(), "?topics=sports&lastEventId=0", Ct);

        var block = (await sse.NextAsync())!;
        Assert.Equal(("2", "alert"), (block.Id, block.Event));
    }

    [Fact]
    public async Task Who_missed_more_than_a_thousand_is_told_of_a_gap_first()
    {
        await using var host = new NotifierHost();
        await FillAsync(host, 1101, "{}");
        await HeadIsAsync(host, 1101);

        using var sse = await Sse.OpenAsync(host.CreateClient(), "?lastEventId=50", Ct);

        var gap = (await sse.NextAsync())!;
        Assert.Equal(("gap", "101", "{\"lostUpTo\":101}"), (gap.Event, gap.Id, gap.Data));
        for (var seq = 102; seq <= 1101; seq++)
            Assert.Equal($"{seq}", (await sse.NextAsync())!.Id);
    }

    [Fact]
    public async Task Who_comes_back_after_a_week_is_told_of_a_gap_first()
    {
        var time = new ManualTime();
        await using var host = new NotifierHost(time: time);
        for (var i = 0; i < 3; i++)
            await host.PublishAsync(News.Breaking.Published(), Ct);
        time.Leap(TimeSpan.FromDays(8));
        await UntilAsync(async () => (await host.ToldAsync(Ct)).Count == 1, "the old events are deleted");
        await host.PublishAsync(News.Breaking.Published(), Ct);
        await HeadIsAsync(host, 4);

        using var late = await Sse.OpenAsync(host.CreateClient(), "?lastEventId=1", Ct);
        var gap = (await late.NextAsync())!;
        Assert.Equal(("gap", "2"), (gap.Event, gap.Id));
        Assert.Equal("3", (await late.NextAsync())!.Id);

        // Nothing is lost to whoever saw the last of the old ones.
        using var whole = await Sse.OpenAsync(host.CreateClient(), "?lastEventId=3", Ct);
        Assert.Equal("4", (await whole.NextAsync())!.Id);
    }

    [Fact]
    public async Task An_id_from_another_log_is_a_gap_and_the_news_still_comes()
    {
        await using var host = new NotifierHost();
        using var sse = await Sse.OpenAsync(host.CreateClient(), "?lastEventId=900", Ct);

        Assert.Equal("gap", (await sse.NextAsync())!.Event);
        await host.PublishAsync(News.Breaking.Published(), Ct);
        Assert.Equal(("1", "alert"), ((await sse.NextAsync()) is { } b ? (b.Id, b.Event) : default));
    }

    [Theory]
    [InlineData("?lastEventId=২", "lastEventId")]
    [InlineData("?lastEventId=-1", "lastEventId")]
    [InlineData("?lastEventId=99999999999999999999", "lastEventId")]
    [InlineData("?topics=খেলা", "topics")]
    [InlineData("?topics=a%20b", "topics")]
    [InlineData("?topics=../x", "topics")]
    [InlineData("?minLevel=none", "minLevel")]
    public async Task A_wrong_request_is_refused_and_the_field_named(string query, string field)
    {
        await using var host = new NotifierHost();
        using var response = await host.CreateClient().GetAsync("/api/alerts/stream" + query, Ct);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType!.MediaType);
        var problem = JsonDocument.Parse(await response.Content.ReadAsStringAsync(Ct)).RootElement;
        Assert.True(problem.GetProperty("errors").TryGetProperty(field, out _));
    }

    [Fact]
    public async Task A_quiet_stream_shows_life_every_fifteen_seconds()
    {
        var time = new ManualTime();
        await using var host = new NotifierHost(time: time);
        using var sse = await Sse.OpenAsync(host.CreateClient(), "", Ct);

        time.Advance(TimeSpan.FromSeconds(14));
        await host.PublishAsync(News.Breaking.Published(), Ct);
        Assert.Equal("alert", (await sse.NextAsync())!.Event);

        time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal("still here", (await sse.NextAsync())!.Comment);
        time.Advance(TimeSpan.FromSeconds(15));
        Assert.Equal("still here", (await sse.NextAsync())!.Comment);
    }

    private static Task HeadIsAsync(NotifierHost host, long seq) =>
        UntilAsync(() => Task.FromResult(host.The<StreamHub>().Head == seq), $"the hub has told {seq}");

    private static Task UntilAsync(Func<Task<bool>> condition, string what) =>
        Testing.Waiting.UntilAsync(condition, TimeSpan.FromSeconds(20), what, Ct);

    private static async Task FillAsync(NotifierHost host, int count, string payload)
    {
        await host.The<UnitOfWork>()
            .DoAsync(
                Guid.Empty,
                async db =>
                {
                    for (var i = 0; i < count; i++)
                        await db.TellAsync(Event(payload, host.The<TimeProvider>().GetUtcNow()), Ct);
                    return count;
                },
                Ct
            );
        host.The<StreamSignal>().Wake();
    }

    private static StreamEvent Event(string payload, DateTimeOffset at) =>
        new()
        {
            AlertId = Guid.CreateVersion7(at),
            Kind = StreamKind.Alert,
            Topics = ["national"],
            Payload = payload,
            At = at,
        };
}
