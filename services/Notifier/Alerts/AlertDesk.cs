using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Syndication.Contracts;
using Syndication.Notifier.Store;

namespace Syndication.Notifier.Alerts;

/// <summary>Decides what an article's news means for alerts. Each call is one transaction.</summary>
internal sealed partial class AlertDesk(
    UnitOfWork work,
    AlertTelling telling,
    IOptions<AlertOptions> options,
    TimeProvider time,
    ILogger<AlertDesk> logger
)
{
    /// <summary>Takes an article's newest revision: raises, corrects, or finds nothing to do.</summary>
    public async Task TakeAsync(Article article, CancellationToken ct)
    {
        // Nearly every article is ordinary, and of a first revision whatever is known is not older: that costs nothing.
        // A later one is remembered, so that an older one that was breaking and comes late raises nothing.
        if (!MayRaise(article) && article.Revision == 1)
            return;
        var news = await work.DoAsync(article.Id, db => TakeAsync(db, article, ct), ct);
        telling.Tell(article.Id, article.Revision, news);
    }

    /// <summary>Withdraws every alert of the article, and leaves a tombstone even where there is none.</summary>
    public async Task RetractAsync(ArticleRetracted retracted, CancellationToken ct)
    {
        var news = await work.DoAsync(retracted.ArticleId, db => RetractAsync(db, retracted, ct), ct);
        telling.Tell(retracted.ArticleId, retracted.Revision, news);
    }

    /// <summary>Nothing about the article goes out until it is published.</summary>
    public Task EmbargoAsync(ArticleEmbargoed embargo, CancellationToken ct) =>
        work.DoAsync(embargo.ArticleId, db => EmbargoAsync(db, embargo, ct), ct);

    private bool MayRaise(Article article) =>
        article.Breaking != BreakingLevel.None && options.Value.AutomaticFor(article.Categories) != "off";

    private async Task<List<AlertNews>> TakeAsync(NotifierDbContext db, Article article, CancellationToken ct)
    {
        var known = await db.Articles.FindAsync([article.Id], ct);
        if (known?.HasSeen(article.Revision) == true)
            return [];
        var now = time.GetUtcNow();
        // What was only tried out stands in nobody's way, and nobody has seen it.
        var alerts = await db.Alerts.Where(a => a.ArticleId == article.Id && !a.DryRun).ToListAsync(ct);
        var raise = MayRaise(article) && alerts.TrueForAll(a => a.Level < article.Breaking);
        known ??= db.Articles.Add(new() { Id = article.Id }).Entity;
        var embargo = known.EmbargoUntil;
        var tells = known.Take(article);
        Follow(db, alerts.FindAll(a => a.IsWaiting), article, now);
        var news = tells ? await CorrectAsync(db, alerts.FindAll(a => a.IsOut), article, now, ct) : [];
        if (embargo is { } until)
            news.AddRange(await LetOutAsync(db, alerts, until, now, ct));
        if (raise)
            news.Add(await RaiseAsync(db, article, now, ct));
        return news;
    }

    // Those that waited for nothing but the end of the embargo.
    private static async Task<List<AlertNews>> LetOutAsync(
        NotifierDbContext db,
        List<Alert> alerts,
        DateTimeOffset until,
        DateTimeOffset now,
        CancellationToken ct
    )
    {
        var held = alerts.FindAll(a =>
            a.State == AlertState.Scheduled && (a.SendAt <= now || a.SendAt == until)
        );
        foreach (var alert in held)
            await db.ReleaseAsync(alert, AlertDeeds.System, now, ct);
        return held.ConvertAll(AlertNews.Raised);
    }

    private async Task<bool> EmbargoAsync(
        NotifierDbContext db,
        ArticleEmbargoed embargo,
        CancellationToken ct
    )
    {
        var known = await db.Articles.FindAsync([embargo.ArticleId], ct);
        known ??= db.Articles.Add(new() { Id = embargo.ArticleId }).Entity;
        var before = known.EmbargoUntil;
        if (!known.Embargo(embargo.Until) || known.EmbargoUntil is not { } until || until == before)
            return false;
        var now = time.GetUtcNow();
        var waiting = await db
            .Alerts.Where(a =>
                a.ArticleId == embargo.ArticleId && a.State == AlertState.Scheduled && !a.DryRun
            )
            .ToListAsync(ct);
        foreach (var alert in waiting.Where(a => a.SendAt < until || a.SendAt == before))
        {
            // Moved to an earlier end, what waited for the old one waits for the new.
            alert.SendAt = null;
            await db.ReleaseAsync(alert, AlertDeeds.System, now, ct);
        }
        return true;
    }

    private async Task<AlertNews> RaiseAsync(
        NotifierDbContext db,
        Article article,
        DateTimeOffset now,
        CancellationToken ct
    )
    {
        var automatic = options.Value.AutomaticFor(article.Categories);
        var alert = db.Alerts.Add(Alert.About(article, now)).Entity;
        AlertRaised(alert.Id, alert.Level, article.Id, article.Revision, automatic);
        db.Act(alert, AlertDeeds.System, "created", now, $"revision {article.Revision} of its article");
        if (automatic == "send")
        {
            alert.Approve();
            await db.ReleaseAsync(alert, AlertDeeds.System, now, ct);
        }
        return AlertNews.Raised(alert);
    }

    private static async Task<List<AlertNews>> CorrectAsync(
        NotifierDbContext db,
        List<Alert> alerts,
        Article article,
        DateTimeOffset now,
        CancellationToken ct
    )
    {
        foreach (var alert in alerts)
        {
            alert.Follow(article);
            await db.CorrectAsync(alert, AlertDeeds.System, NoteOf(article), now, ct);
        }
        return AlertNews.Corrected(alerts.Count);
    }

    private static void Follow(NotifierDbContext db, List<Alert> alerts, Article article, DateTimeOffset now)
    {
        foreach (var alert in alerts)
            if (alert.Follow(article))
                db.Act(
                    alert,
                    AlertDeeds.System,
                    "edited",
                    now,
                    $"revision {article.Revision} of its article"
                );
    }

    private async Task<List<AlertNews>> RetractAsync(
        NotifierDbContext db,
        ArticleRetracted retracted,
        CancellationToken ct
    )
    {
        var articleId = retracted.ArticleId;
        var known = await db.Articles.FindAsync([articleId], ct);
        // A rebuild tells of whatever is not published as if it were retracted, also of what is not out yet.
        if (
            known?.HasSeen(retracted.Revision) == true
            || (retracted.Replay && known?.EmbargoUntil is not null)
        )
            return [];
        known ??= db.Articles.Add(new() { Id = articleId }).Entity;
        known.Retract(retracted.Revision);
        var now = time.GetUtcNow();
        var told = 0;
        foreach (var alert in await db.Alerts.Where(a => a.ArticleId == articleId).ToListAsync(ct))
            if (await db.WithdrawAsync(alert, AlertDeeds.System, "the article was retracted", now, ct))
                told++;
        return AlertNews.Withdrawn(told);
    }

    private static string? NoteOf(Article article) =>
        article.Correction is { } correction ? AlertText.Cut(AlertText.OneLine(correction)) : null;

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
