using System.Collections.Concurrent;
using MassTransit;
using MassTransit.Mediator;
using Syndication.Contracts;
using Syndication.Notifier.Tests.Streams;
using Syndication.Testing;

namespace Syndication.Notifier.Tests.Alerts;

/// <summary>What the Notifier tells articles' timelines.</summary>
public sealed class AlertStepsTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_alert_is_told_when_it_is_raised_and_when_readers_have_it()
    {
        await using var host = new NotifierHost();
        var steps = Listen(host);
        using var first = await Sse.OpenAsync(host.CreateClient(), "", Ct);
        using var second = await Sse.OpenAsync(host.CreateClient(), "?topics=sports", Ct);
        var article = News.Breaking;

        await host.PublishAsync(article.Published(), Ct);
        await host.PublishAsync(article.Published(), Ct);

        await UntilAsync(steps, 2);
        await host.PublishAsync(article.Retracted(2), Ct);
        await UntilAsync(steps, 4);
        Assert.Equal(
            [
                "1 alerted: breaking: sent",
                "1 streamed: alert: 1 live reader",
                "2 alert-withdrawn: 1 alert",
                "2 streamed: withdrawal: 1 live reader",
            ],
            steps.Select(s => $"{s.Revision} {s.Step}: {s.Detail}")
        );
        Assert.All(steps, s => Assert.Equal(article.Id, s.ArticleId));
        Assert.All(steps, s => Assert.StartsWith("notifier", s.By, StringComparison.Ordinal));
    }

    [Fact]
    public async Task An_alert_put_up_for_review_says_so_and_an_ordinary_article_nothing()
    {
        await using var host = new NotifierHost(automatic: "review");
        var steps = Listen(host);
        using var reader = await Sse.OpenAsync(host.CreateClient(), "", Ct);

        await host.PublishAsync((News.Breaking with { Breaking = BreakingLevel.None }).Published(), Ct);
        await host.PublishAsync((News.Breaking with { Breaking = BreakingLevel.Flash }).Published(), Ct);

        await UntilAsync(steps, 1);
        Assert.Equal(["alerted: flash: draft"], steps.Select(s => $"{s.Step}: {s.Detail}"));
    }

    [Fact]
    public async Task A_correction_is_one_step_however_many_alerts_it_changes()
    {
        await using var host = new NotifierHost();
        var steps = Listen(host);
        var article = News.Breaking;
        await host.PublishAsync(article.Published(), Ct);
        var flash = article with { Revision = 2, Breaking = BreakingLevel.Flash };
        await host.PublishAsync(flash.Revised(), Ct);

        await host.PublishAsync((flash with { Revision = 3, Correction = "সংখ্যা ভুল ছিল" }).Revised(), Ct);

        await UntilAsync(steps, 3);
        Assert.Equal(
            ["1 alerted: breaking: sent", "2 alerted: flash: sent", "3 alert-corrected: 2 alerts"],
            steps.Select(s => $"{s.Revision} {s.Step}: {s.Detail}")
        );
    }

    private static ConcurrentQueue<ArticleStep> Listen(NotifierHost host)
    {
        var steps = new ConcurrentQueue<ArticleStep>();
        host.The<IMediator>()
            .ConnectHandler<ArticleSteps>(context =>
            {
                foreach (var step in context.Message.Steps)
                    steps.Enqueue(step);
                return Task.CompletedTask;
            });
        return steps;
    }

    private static Task UntilAsync(ConcurrentQueue<ArticleStep> steps, int count) =>
        Waiting.UntilAsync(() => steps.Count >= count, TimeSpan.FromSeconds(20), $"{count} steps", Ct);
}
