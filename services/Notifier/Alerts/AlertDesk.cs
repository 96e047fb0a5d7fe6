using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Syndication.Contracts;
using Syndication.Notifier.Store;
using Syndication.Notifier.Streams;

namespace Syndication.Notifier.Alerts;

/// <summary>Decides what an article's news means for alerts. Each call is one transaction.</summary>
internal sealed partial class AlertDesk(
    UnitOfWork work,
    StreamSignal signal,
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
        var told = await work.DoAsync(article.Id, db => TakeAsync(db, article, ct), ct);
        if (told)
            signal.Wake();
    }

    /// <summary>Withdraws every alert of the article, and leaves a tombstone even where there is none.</summary>
    public async Task RetractAsync(Guid articleId, int revision, CancellationToken ct)
    {
        var told = await work.DoAsync(articleId, db => RetractAsync(db, articleId, revision, ct), ct);
        if (told)
            signal.Wake();
    }

    private bool MayRaise(Article article) =>
        article.Breaking != BreakingLevel.None && _automatic is "send" or "review";

    private async Task<bool> TakeAsync(NotifierDbContext db, Article article, CancellationToken ct)
    {
        var known = await db.Articles.FindAsync([article.Id], ct);
        if (known?.HasSeen(article.Revision) == true)
            return false;
        var now = time.GetUtcNow();
        var alerts = await db.Alerts.Where(a => a.ArticleId == article.Id).ToListAsync(ct);
        var raise = MayRaise(article) && alerts.TrueForAll(a => a.Level < article.Breaking);
        known ??= db.Articles.Add(new() { Id = article.Id }).Entity;
        var told = known.Take(article)
            ? await CorrectAsync(db, alerts, article, now, ct)
            : Follow(alerts, article);
        if (raise)
            told |= await RaiseAsync(db, article, now, ct);
        return told;
    }

    private async Task<bool> RaiseAsync(
        NotifierDbContext db,
        Article article,
        DateTimeOffset now,
        CancellationToken ct
    )
    {
        var alert = db.Alerts.Add(Alert.About(article, now)).Entity;
        AlertRaised(alert.Id, alert.Level, article.Id, article.Revision, _automatic);
        if (_automatic == "review")
            return false;
        // The stream is the only channel so far: what it has stored is sent.
        alert.Send(now);
        await db.TellAsync(StreamEvent.Of(alert, StreamKind.Alert, now), ct);
        return true;
    }

    private static async Task<bool> CorrectAsync(
        NotifierDbContext db,
        List<Alert> alerts,
        Article article,
        DateTimeOffset now,
        CancellationToken ct
    )
    {
        var told = false;
        foreach (var alert in alerts.Where(a => a.Correct(article)))
        {
            await db.TellAsync(StreamEvent.Of(alert, StreamKind.Correction, now), ct);
            told = true;
        }
        return told;
    }

    private static bool Follow(List<Alert> alerts, Article article)
    {
        foreach (var alert in alerts)
            alert.Follow(article);
        return false;
    }

    private async Task<bool> RetractAsync(
        NotifierDbContext db,
        Guid articleId,
        int revision,
        CancellationToken ct
    )
    {
        var known = await db.Articles.FindAsync([articleId], ct);
        if (known?.HasSeen(revision) == true)
            return false;
        known ??= db.Articles.Add(new() { Id = articleId }).Entity;
        known.Retract(revision);
        var now = time.GetUtcNow();
        var told = false;
        foreach (var alert in await db.Alerts.Where(a => a.ArticleId == articleId).ToListAsync(ct))
        {
            if (!alert.Withdraw())
                continue;
            await db.TellAsync(StreamEvent.Of(alert, StreamKind.Withdrawal, now), ct);
            told = true;
        }
        return told;
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
