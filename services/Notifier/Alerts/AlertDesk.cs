using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Syndication.Contracts;
using Syndication.Notifier.Store;
using Syndication.Notifier.Webhooks;

namespace Syndication.Notifier.Alerts;

/// <summary>Decides what an article's news means for alerts. Each call is one transaction.</summary>
internal sealed partial class AlertDesk(
    UnitOfWork work,
    AlertTelling telling,
    WebhookSignal hooks,
    WebhookPresence presence,
    IOptions<AlertOptions> options,
    TimeProvider time,
    ILogger<AlertDesk> logger
)
{
    private const string Retracted = "the article was retracted";
    private const string Quarantined = "the article is in quarantine";

    /// <summary>Takes an article's publication: raises, corrects, or finds nothing to do.</summary>
    public Task TakeAsync(ArticlePublished published, CancellationToken ct) =>
        TakeAsync(published.Article, isRevised: false, isSignificant: false, ct);

    /// <summary>Takes an article's newest revision: raises, corrects, or finds nothing to do.</summary>
    public Task TakeAsync(ArticleRevised revised, CancellationToken ct) =>
        TakeAsync(revised.Article, isRevised: true, revised.Significant, ct);

    private async Task TakeAsync(Article article, bool isRevised, bool isSignificant, CancellationToken ct)
    {
        // Nearly every article is ordinary, and of a first revision whatever is known is not older: that costs nothing.
        // A later one is remembered, so that an older one that was breaking and comes late raises nothing.
        var isPlain = !MayRaise(article) && article.Revision == 1;
        var isNoted = await presence.AnyAsync(ct);
        if (isPlain && !isNoted)
            return;
        var news = await work.DoAsync(
            article.Id,
            async db =>
            {
                if (isNoted)
                    await db.NoteAsync(article, isRevised, isSignificant, time.GetUtcNow(), ct);
                return isPlain ? [] : await TakeAsync(db, article, ct);
            },
            ct
        );
        if (isNoted)
            hooks.Wake();
        telling.Tell(article.Id, article.Revision, news);
    }

    /// <summary>Withdraws every alert of the article, and leaves a tombstone even where there is none.</summary>
    public async Task RetractAsync(ArticleRetracted retracted, CancellationToken ct)
    {
        var (id, revision) = (retracted.ArticleId, retracted.Revision);
        var news = await work.DoAsync(
            id,
            async db =>
            {
                await db.NoteAsync(retracted, time.GetUtcNow(), ct);
                return await EndAsync(db, id, revision, Retracted, retracted.Replay, ct);
            },
            ct
        );
        hooks.Wake();
        telling.Tell(id, revision, news);
    }

    /// <summary>Nothing about the article goes out until it is published.</summary>
    public async Task EmbargoAsync(ArticleEmbargoed embargo, CancellationToken ct)
    {
        var (id, revision) = (embargo.ArticleId, embargo.Revision);
        var news = await work.DoAsync(id, db => EmbargoAsync(db, id, revision, embargo.Until, ct), ct);
        telling.Tell(id, revision, news);
    }

    /// <summary>Takes where an article stands: lets out, holds or ends what waited for that word.</summary>
    public async Task StandAsync(ArticleStanding standing, CancellationToken ct)
    {
        var (id, revision) = (standing.ArticleId, standing.Revision);
        var news = await work.DoAsync(
            id,
            db =>
                standing.State switch
                {
                    PublicationState.Published => LetOutAsync(db, id, revision, ct),
                    PublicationState.Embargoed when standing.Until is { } until => EmbargoAsync(
                        db,
                        id,
                        revision,
                        until,
                        ct
                    ),
                    PublicationState.Quarantined => EndAsync(db, id, revision, Quarantined, false, ct),
                    PublicationState.Retracted => EndAsync(db, id, revision, Retracted, false, ct),
                    _ => DoubtAsync(db, id, ct),
                },
            ct
        );
        telling.Tell(id, revision, news);
    }

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
        var (embargo, isFirst) = (known.EmbargoUntil, known.Revision == 0);
        var tells = known.Take(article);
        // What waited only to hear of its article was to go out in its own words: the first news of that is no edit.
        Follow(db, alerts.FindAll(a => a.IsWaiting && !(a.IsHeld && isFirst)), article, now);
        var news = tells ? await CorrectAsync(db, alerts.FindAll(a => a.IsOut), article, now, ct) : [];
        news.AddRange(await LetOutAsync(db, alerts, embargo, now, ct));
        if (raise)
            news.Add(await RaiseAsync(db, article, now, ct));
        return news;
    }

    // Those that waited for nothing but the end of the embargo, or to be sure that there is none.
    private static async Task<List<AlertNews>> LetOutAsync(
        NotifierDbContext db,
        List<Alert> alerts,
        DateTimeOffset? until,
        DateTimeOffset now,
        CancellationToken ct
    )
    {
        var held = alerts.FindAll(a =>
            a.IsHeld
            || (
                until is not null && a.State == AlertState.Scheduled && (a.SendAt <= now || a.SendAt == until)
            )
        );
        foreach (var alert in held)
            await db.ReleaseAsync(alert, AlertDeeds.System, now, ct);
        return held.ConvertAll(AlertNews.Raised);
    }

    // The answer is no news of the article: that is still on its way, and must find its place free.
    private async Task<List<AlertNews>> LetOutAsync(
        NotifierDbContext db,
        Guid articleId,
        int revision,
        CancellationToken ct
    )
    {
        var known = await db.Articles.FindAsync([articleId], ct);
        return known?.Revision > revision
            ? []
            : await LetOutAsync(db, await HeldAsync(db, articleId, ct), null, time.GetUtcNow(), ct);
    }

    private async Task<List<AlertNews>> DoubtAsync(NotifierDbContext db, Guid articleId, CancellationToken ct)
    {
        var now = time.GetUtcNow();
        var held = await HeldAsync(db, articleId, ct);
        held.RemoveAll(a => !db.Hold(a, AlertDeeds.System, ArticleInquiry.Unknown, now));
        return held.ConvertAll(AlertNews.Raised);
    }

    private static Task<List<Alert>> HeldAsync(NotifierDbContext db, Guid articleId, CancellationToken ct) =>
        db
            .Alerts.Where(a =>
                a.ArticleId == articleId && a.State == AlertState.Approved && a.HeldSince != null
            )
            .ToListAsync(ct);

    private async Task<List<AlertNews>> EmbargoAsync(
        NotifierDbContext db,
        Guid articleId,
        int revision,
        DateTimeOffset until,
        CancellationToken ct
    )
    {
        var known = await db.Articles.FindAsync([articleId], ct);
        if (known?.HasSeen(revision) == true)
            return [];
        known ??= db.Articles.Add(new() { Id = articleId }).Entity;
        var before = known.EmbargoUntil;
        known.Embargo(revision, until);
        var now = time.GetUtcNow();
        var waiting = await db
            .Alerts.Where(a => a.ArticleId == articleId && a.State == AlertState.Scheduled && !a.DryRun)
            .ToListAsync(ct);
        waiting.RemoveAll(a => a.SendAt >= known.EmbargoUntil && a.SendAt != before);
        foreach (var alert in waiting)
            // Moved to an earlier end, what waited for the old one waits for the new.
            alert.SendAt = null;
        waiting.AddRange(await HeldAsync(db, articleId, ct));
        foreach (var alert in waiting)
            await db.ReleaseAsync(alert, AlertDeeds.System, now, ct);
        return waiting.ConvertAll(AlertNews.Raised);
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
            var (_, before) = Follow(alert, article);
            await db.CorrectAsync(alert, AlertDeeds.System, NoteOf(article), now, ct, before);
        }
        return AlertNews.Corrected(alerts.Count);
    }

    private static void Follow(NotifierDbContext db, List<Alert> alerts, Article article, DateTimeOffset now)
    {
        foreach (var alert in alerts)
        {
            var (isOther, before) = Follow(alert, article);
            var why = $"revision {article.Revision} of its article";
            if (isOther)
                db.Act(alert, AlertDeeds.System, "edited", now, why, before);
        }
    }

    // Whether anything is other now, and the words before where they are.
    private static (bool IsOther, AlertWording? Before) Follow(Alert alert, Article article)
    {
        var before = AlertWording.Of(alert);
        var isOther = alert.Follow(article);
        return (isOther, before == AlertWording.Of(alert) ? null : before);
    }

    private async Task<List<AlertNews>> EndAsync(
        NotifierDbContext db,
        Guid articleId,
        int revision,
        string why,
        bool isReplay,
        CancellationToken ct
    )
    {
        var known = await db.Articles.FindAsync([articleId], ct);
        // A rebuild tells of whatever is not published as if it were retracted, also of what is not out yet.
        if (known?.HasSeen(revision) == true || (isReplay && known?.EmbargoUntil is not null))
            return [];
        known ??= db.Articles.Add(new() { Id = articleId }).Entity;
        known.Retract(revision);
        var now = time.GetUtcNow();
        var told = 0;
        foreach (var alert in await db.Alerts.Where(a => a.ArticleId == articleId).ToListAsync(ct))
            if (await db.WithdrawAsync(alert, AlertDeeds.System, why, now, ct))
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
