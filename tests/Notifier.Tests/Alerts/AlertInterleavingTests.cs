using Microsoft.EntityFrameworkCore;
using Syndication.Contracts;
using Syndication.Hosting.Publication;
using Syndication.Notifier.Alerts;
using Syndication.Notifier.Deliveries;
using Syndication.Notifier.Streams;
using Syndication.Notifier.Subscriptions;
using Syndication.Notifier.Tests.Deliveries;

namespace Syndication.Notifier.Tests.Alerts;

/// <summary>
/// Whatever newsroom, articles and clock do, in any order and at once: no version goes out twice, and after a withdrawal
/// nothing does.
/// </summary>
public abstract class AlertInterleavingTests
{
    private const int Histories = 24;
    private const int Readers = 3;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    protected abstract Task<string> NewDatabaseAsync(CancellationToken ct);

    [Fact]
    public async Task No_version_goes_out_twice_and_nothing_after_a_withdrawal()
    {
        await using var fan = new Fan(await NewDatabaseAsync(Ct));
        await fan.AddReadersAsync(Readers);
        var gone = await RunAsync(fan.Host);
        await fan.UntilAsync(
            async () => (await fan.Host.AlertsAsync(Ct)).TrueForAll(a => a.State != AlertState.Scheduled),
            "the schedule to be empty"
        );
        await fan.DoneAsync();

        var alerts = await fan.Host.AlertsAsync(Ct);
        Assert.Contains(alerts, a => a.State != AlertState.Withdrawn);
        Assert.All(
            alerts.Where(a => gone.Contains(a.ArticleId!.Value)),
            a => Assert.Equal(AlertState.Withdrawn, a.State)
        );
        Assert.Equal(
            alerts.Count(a => a.Key is null),
            alerts.Where(a => a.Key is null).DistinctBy(a => (a.ArticleId, a.Level)).Count()
        );
        await LookAtDecisionsAsync(fan, alerts);
        LookAtReaders(fan);
    }

    // The articles that were retracted.
    private static async Task<List<Guid>> RunAsync(NotifierHost host)
    {
        var gone = new List<Guid>();
        await Parallel.ForAsync(
            0,
            Histories,
            new ParallelOptions { MaxDegreeOfParallelism = 4, CancellationToken = Ct },
            async (seed, ct) =>
            {
                var article = News.Breaking;
                var deeds = DeedsOf(host, article, seed);
                // A fixed seed, so that a failure comes again.
                new Random(seed).Shuffle(deeds);
                await Parallel.ForEachAsync(
                    deeds,
                    new ParallelOptions { MaxDegreeOfParallelism = 3, CancellationToken = ct },
                    async (deed, _) => await deed()
                );
                if (seed % 2 == 0)
                    lock (gone)
                        gone.Add(article.Id);
            }
        );
        return gone;
    }

    private static async Task LookAtDecisionsAsync(Fan fan, List<Alert> alerts)
    {
        var told = (await fan.Host.ToldAsync(Ct)).ToLookup(e => e.AlertId, e => e.Kind);
        var dispatches = (
            await fan.ReadAsync(db => db.Dispatches.AsNoTracking().OrderBy(d => d.Sequence).ToListAsync(Ct))
        ).ToLookup(d => d.AlertId);
        Assert.All(
            alerts,
            alert =>
            {
                var kinds = told[alert.Id].ToList();
                var sent = dispatches[alert.Id].ToList();
                Assert.Equal(kinds.Select(k => $"{k}"), sent.Select(d => $"{d.Kind}"));
                Assert.Equal(sent.Count, sent.DistinctBy(d => d.Sequence).Count());
                Assert.True(kinds.Count(k => k == StreamKind.Alert) == Math.Min(1, kinds.Count));
                Assert.DoesNotContain(StreamKind.Withdrawal, kinds.SkipLast(1));
                if (alert.State == AlertState.Withdrawn && kinds.Count > 0)
                    Assert.Equal(StreamKind.Withdrawal, kinds[^1]);
            }
        );
    }

    private static void LookAtReaders(Fan fan)
    {
        foreach (var heard in fan.Channel.Accepted.GroupBy(r => (r.Seq, r.Message.AlertId)))
        {
            var versions = heard.Select(r => r.Message.Sequence).ToList();
            Assert.Equal(versions.Order().Distinct(), versions);
            var kinds = heard.Select(r => r.Message.Kind).ToList();
            if (kinds.Contains(DispatchKind.Withdrawal))
                Assert.Equal(DispatchKind.Withdrawal, kinds[^1]);
        }
    }

    private static Func<Task>[] DeedsOf(NotifierHost host, Article article, int seed)
    {
        object[] news =
        [
            article.Published(),
            (article with { Revision = 2, Breaking = BreakingLevel.Flash, Title = "দ্বিতীয়" }).Revised(),
            (article with { Revision = 3, Correction = "সংশোধিত।" }).Revised(),
            (article with { Revision = 4, Correction = "আবার সংশোধিত।" }).Revised(),
            .. seed % 2 == 0 ? (object[])[article.Retracted(5)] : [],
        ];
        Func<Task>[] heard = [.. news.Concat(news).Select(n => (Func<Task>)(() => host.PublishAsync(n, Ct)))];
        var draft = DraftOf(article, seed);
        return [.. heard, .. ByHand(host, article, draft, seed)];
    }

    private static Func<Task>[] ByHand(NotifierHost host, Article article, AlertDraft draft, int seed)
    {
        var room = host.The<AlertRoom>();
        return
        [
            () => room.CreateAsync(draft, "one", null, Ct),
            () => room.CreateAsync(draft, "two", "again", Ct),
            () => OnAnyAsync(host, article, id => room.ApproveAsync(id, "one", send: true, Ct)),
            () => OnAnyAsync(host, article, id => room.SendAsync(id, "two", force: false, Ct)),
            () =>
                OnAnyAsync(
                    host,
                    article,
                    id =>
                        room.CorrectAsync(id, "one", new($"শিরোনাম {seed}", null, null, null, "ভুল ছিল।"), Ct)
                ),
            () =>
                OnAnyAsync(
                    host,
                    article,
                    id => room.CorrectAsync(id, "two", new(null, "অন্য কথা।", null, null, null), Ct)
                ),
            () =>
                seed % 3 == 0
                    ? OnAnyAsync(
                        host,
                        article,
                        id => room.WithdrawAsync(id, "one", null, onlyUnseen: false, Ct)
                    )
                    : Task.CompletedTask,
        ];
    }

    private static AlertDraft DraftOf(Article article, int seed)
    {
        var input = new AlertInput
        {
            ArticleId = article.Id,
            Title = "নিজের শিরোনাম",
            Topics = ["international"],
            Level = seed % 4 == 0 ? "flash" : "breaking",
            SendAt = seed % 3 == 1 ? TimeProvider.System.GetUtcNow().AddSeconds(1) : null,
            Review = seed % 3 == 2,
            Key = seed % 5 == 0 ? $"key-{seed}" : null,
        };
        Assert.True(
            AlertDraft.TryParse(
                input,
                new PublicationOptions(),
                new Topics(SampleCategories.All, []),
                TimeProvider.System.GetUtcNow(),
                out var draft,
                out _
            )
        );
        return draft;
    }

    private static async Task OnAnyAsync(NotifierHost host, Article article, Func<Guid, Task> deed)
    {
        foreach (var alert in (await host.AlertsAsync(Ct)).Where(a => a.ArticleId == article.Id))
            await deed(alert.Id);
    }
}
