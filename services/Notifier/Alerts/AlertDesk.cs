using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Syndication.Contracts;
using Syndication.Hosting.Bus;
using Syndication.Notifier.Store;
using Syndication.Notifier.Streams;

namespace Syndication.Notifier.Alerts;

/// <summary>Decides what an article's news means for alerts. Each call is one transaction.</summary>
internal sealed partial class AlertDesk(
    UnitOfWork work,
    StreamSignal signal,
    Notices<ArticleStep> steps,
    IOptions<AlertOptions> options,
    TimeProvider time,
    ILogger<AlertDesk> logger
)
{
    private readonly string _automatic = options.Value.Automatic;

    /// <summary>Takes an article's newest revision: raises, corrects, or finds nothing to do.</summary>
    public async Task TakeAsync(Article article, CancellationToken ct)
    {
        // Nearly every article is ordinary, and of a first revision whatever is known is not older: that costs nothing.
        // A later one is remembered, so that an older one that was breaking and comes late raises nothing.
        if (!MayRaise(article) && article.Revision == 1)
            return;
        var news = await work.DoAsync(article.Id, db => TakeAsync(db, article, ct), ct);
        Report(article.Id, article.Revision, news);
    }

    /// <summary>Withdraws every alert of the article, and leaves a tombstone even where there is none.</summary>
    public async Task RetractAsync(Guid articleId, int revision, CancellationToken ct)
    {
        var news = await work.DoAsync(articleId, db => RetractAsync(db, articleId, revision, ct), ct);
        Report(articleId, revision, news);
    }

    // Once it is on disk: what fails and is taken again is told once.
    private void Report(Guid articleId, int revision, List<AlertNews> news)
    {
        if (news.Exists(n => n.IsTold))
            signal.Wake();
        foreach (var (step, detail, _) in news)
        {
            steps.Send(
                new()
                {
                    ArticleId = articleId,
                    Revision = revision,
                    Step = step,
                    By = "notifier",
                    At = time.GetUtcNow(),
                    Detail = detail,
                }
            );
        }
    }

    private bool MayRaise(Article article) =>
        article.Breaking != BreakingLevel.None && _automatic is "send" or "review";

    private async Task<List<AlertNews>> TakeAsync(NotifierDbContext db, Article article, CancellationToken ct)
    {
        var known = await db.Articles.FindAsync([article.Id], ct);
        if (known?.HasSeen(article.Revision) == true)
            return [];
        var now = time.GetUtcNow();
        var alerts = await db.Alerts.Where(a => a.ArticleId == article.Id).ToListAsync(ct);
        var raise = MayRaise(article) && alerts.TrueForAll(a => a.Level < article.Breaking);
        known ??= db.Articles.Add(new() { Id = article.Id }).Entity;
        var news = known.Take(article)
            ? await CorrectAsync(db, alerts, article, now, ct)
            : Follow(alerts, article);
        if (raise)
            news.Add(await RaiseAsync(db, article, now, ct));
        return news;
    }

    private async Task<AlertNews> RaiseAsync(
        NotifierDbContext db,
        Article article,
        DateTimeOffset now,
        CancellationToken ct
    )
    {
        var alert = db.Alerts.Add(Alert.About(article, now)).Entity;
        AlertRaised(alert.Id, alert.Level, article.Id, article.Revision, _automatic);
        if (_automatic == "review")
            return AlertNews.Raised(alert, isTold: false);
        // The stream is the only channel so far: what it has stored is sent.
        alert.Send(now);
        await db.TellAsync(StreamEvent.Of(alert, StreamKind.Alert, now), ct);
        return AlertNews.Raised(alert, isTold: true);
    }

    private static async Task<List<AlertNews>> CorrectAsync(
        NotifierDbContext db,
        List<Alert> alerts,
        Article article,
        DateTimeOffset now,
        CancellationToken ct
    )
    {
        var corrected = alerts.FindAll(a => a.Correct(article));
        foreach (var alert in corrected)
            await db.TellAsync(StreamEvent.Of(alert, StreamKind.Correction, now), ct);
        return AlertNews.Corrected(corrected);
    }

    private static List<AlertNews> Follow(List<Alert> alerts, Article article)
    {
        foreach (var alert in alerts)
            alert.Follow(article);
        return [];
    }

    private async Task<List<AlertNews>> RetractAsync(
        NotifierDbContext db,
        Guid articleId,
        int revision,
        CancellationToken ct
    )
    {
        var known = await db.Articles.FindAsync([articleId], ct);
        if (known?.HasSeen(revision) == true)
            return [];
        known ??= db.Articles.Add(new() { Id = articleId }).Entity;
        known.Retract(revision);
        var now = time.GetUtcNow();
        var alerts = await db.Alerts.Where(a => a.ArticleId == articleId).ToListAsync(ct);
        var withdrawn = alerts.FindAll(a => a.Withdraw());
        foreach (var alert in withdrawn)
            await db.TellAsync(StreamEvent.Of(alert, StreamKind.Withdrawal, now), ct);
        return AlertNews.Withdrawn(withdrawn);
    }

    [LoggerMessage(
        LogLevel.Information,
        "Alert {AlertId} ({Level}) for article {ArticleId}, revision {Revision}: {Automatic}"
    )]
    private partial void AlertRaised(
        Guid alertId,
        BreakingLevel level,
        Guid articleId,
        int revision,
        string automatic
    );
}
