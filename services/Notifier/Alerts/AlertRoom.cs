using Microsoft.EntityFrameworkCore;
using Syndication.Notifier.Store;

namespace Syndication.Notifier.Alerts;

/// <summary>What people of the newsroom do with alerts. Each call is one transaction that holds the alert.</summary>
internal sealed partial class AlertRoom(
    UnitOfWork work,
    AlertTelling telling,
    ArticleInquiry inquiry,
    HeldAlerts held,
    TimeProvider time,
    ILogger<AlertRoom> logger
)
{
    /// <summary>Makes an alert, or finds the one that it is a repeat of.</summary>
    /// <param name="draft">What was written.</param>
    /// <param name="who">The API key's name.</param>
    /// <param name="call"><c>Idempotency-Key</c>, or null.</param>
    /// <param name="ct">Ends the wait.</param>
    public async Task<AlertChange> CreateAsync(
        AlertDraft draft,
        string who,
        string? call,
        CancellationToken ct
    )
    {
        // With an article its level is key enough: a second call under another name is the same alert still.
        var once = call is not null && (draft.ArticleId is null || draft.DryRun);
        var key = draft.Key ?? (once ? AlertKeys.Once(who, call!) : null);
        var hold = draft.ArticleId ?? Guid.NewGuid();
        var revision = 0;
        var change = await work.DoAsync<AlertChange>(
            hold,
            async db =>
            {
                if (await FindAsync(db, draft, key, ct) is { } there)
                    return new AlertChange.Already(there, draft.DifferencesTo(there));
                if (draft.ArticleId is { } article && !draft.DryRun)
                {
                    var known = await db.Articles.FindAsync([article], ct);
                    if (known?.IsRetracted == true)
                        return new AlertChange.Forbidden("The article was retracted, or is in quarantine.");
                    // Without it a publication that comes late would make a second alert.
                    known ??= db.Articles.Add(new() { Id = article }).Entity;
                    revision = known.Revision;
                }
                return new AlertChange.Done(await MakeAsync(db, draft, key, who, ct));
            },
            ct
        );
        if (change is not AlertChange.Done(var alert))
            return change;
        Tell(alert, revision, [AlertNews.Raised(alert)], who);
        return new AlertChange.Done(await held.SettledAsync(alert, ct));
    }

    /// <summary>A draft may go out, and does so now or at its hour.</summary>
    /// <param name="id">Which.</param>
    /// <param name="who">The API key's name.</param>
    /// <param name="send">False: it waits until somebody sends it.</param>
    /// <param name="ct">Ends the wait.</param>
    public Task<AlertChange> ApproveAsync(Guid id, string who, bool send, CancellationToken ct) =>
        ChangeAsync(
            id,
            who,
            async (db, alert, now) =>
            {
                if (alert.State == AlertState.Withdrawn)
                    return new AlertChange.Forbidden("The alert was withdrawn; make another one.");
                var approved = alert.Approve();
                if (approved)
                    db.Act(alert, who, "approved", now);
                // One that has its hour keeps it, however often it is approved.
                var released =
                    send
                    && alert.State == AlertState.Approved
                    && await db.ReleaseAsync(alert, who, now, ct, inquiry.DoubtOf);
                return approved || released
                    ? new AlertChange.Done(alert)
                    : new AlertChange.Already(alert, []);
            },
            ct
        );

    /// <summary>Whatever waits goes out now, whenever it was to.</summary>
    /// <param name="id">Which.</param>
    /// <param name="who">The API key's name.</param>
    /// <param name="force">Also while it is not sure that its article is out.</param>
    /// <param name="ct">Ends the wait.</param>
    public Task<AlertChange> SendAsync(Guid id, string who, bool force, CancellationToken ct) =>
        ChangeAsync(
            id,
            who,
            async (db, alert, now) =>
            {
                if (alert.State == AlertState.Withdrawn)
                    return new AlertChange.Forbidden("The alert was withdrawn; make another one.");
                if (alert.IsOut)
                    return new AlertChange.Already(alert, []);
                var approved = alert.Approve();
                if (approved)
                    db.Act(alert, who, "approved", now);
                alert.SendAt = null;
                return await db.ReleaseAsync(alert, who, now, ct, inquiry.DoubtOf, force) || approved
                    ? new AlertChange.Done(alert)
                    : new AlertChange.Already(alert, []);
            },
            ct
        );

    /// <summary>Takes it back, wherever it is.</summary>
    /// <param name="id">Which.</param>
    /// <param name="who">The API key's name.</param>
    /// <param name="note">Why, for readers; or null.</param>
    /// <param name="onlyUnseen">Not if anybody may have seen it.</param>
    /// <param name="ct">Ends the wait.</param>
    public Task<AlertChange> WithdrawAsync(
        Guid id,
        string who,
        string? note,
        bool onlyUnseen,
        CancellationToken ct
    ) =>
        ChangeAsync(
            id,
            who,
            async (db, alert, now) =>
            {
                if (alert.State == AlertState.Withdrawn)
                    return new AlertChange.Already(alert, []);
                if (onlyUnseen && alert.IsOut)
                    return new AlertChange.Forbidden(
                        "The alert is out; it can be withdrawn, and readers are told."
                    );
                await db.WithdrawAsync(alert, who, note, now, ct, note);
                return new AlertChange.Done(alert);
            },
            ct
        );

    /// <summary>Gives it other words; whoever has seen it is told.</summary>
    public Task<AlertChange> CorrectAsync(
        Guid id,
        string who,
        AlertCorrection correction,
        CancellationToken ct
    ) =>
        ChangeAsync(
            id,
            who,
            async (db, alert, now) =>
            {
                if (alert.State == AlertState.Withdrawn)
                    return new AlertChange.Forbidden(
                        "The alert was withdrawn; nothing about it is told any more."
                    );
                var before = AlertWording.Of(alert);
                var reworded = correction.Apply(alert);
                if (!reworded)
                    before = null;
                if (!reworded && (correction.Note ?? alert.Note) == alert.Note)
                    return new AlertChange.Already(alert, []);
                if (alert.IsOut)
                    await db.CorrectAsync(alert, who, correction.Note, now, ct, before);
                else
                    db.Act(alert, who, "edited", now, correction.Note, before);
                return new AlertChange.Done(alert);
            },
            ct
        );

    /// <summary>Makes other what waits; one that has an hour, or waits for its article, is let out anew.</summary>
    public Task<AlertChange> AmendAsync(
        Guid id,
        string who,
        AlertAmendment amendment,
        CancellationToken ct
    ) =>
        ChangeAsync(
            id,
            who,
            async (db, alert, now) =>
            {
                if (!alert.IsWaiting)
                    return new AlertChange.Forbidden(
                        "The alert does not wait any more; what is out can be corrected."
                    );
                if (await amendment.WantsPlaceOfAnotherAsync(db, alert, ct))
                    return new AlertChange.Forbidden("Its article has an alert of that level already.");
                var before = AlertWording.Of(alert);
                var other = amendment.Apply(alert);
                if (other.Count == 0)
                    return new AlertChange.Already(alert, []);
                var words = before == AlertWording.Of(alert) ? null : before;
                db.Act(alert, who, "edited", now, string.Join(", ", other), words);
                if (other.Contains("sendAt", StringComparer.Ordinal) && alert.Recall())
                    await db.ReleaseAsync(alert, who, now, ct, inquiry.DoubtOf);
                return new AlertChange.Done(alert);
            },
            ct
        );

    private async Task<AlertChange> ChangeAsync(
        Guid id,
        string who,
        Func<NotifierDbContext, Alert, DateTimeOffset, Task<AlertChange>> change,
        CancellationToken ct
    )
    {
        var known = await work.ReadAsync(
            db =>
                db.Alerts.Where(a =>
                        a.Id == id && (a.Key == null || !EF.Functions.Like(a.Key, AlertKeys.Probes))
                    )
                    .Select(a => new { a.ArticleId })
                    .SingleOrDefaultAsync(ct),
            ct
        );
        if (known is null)
            return new AlertChange.Unknown();
        var revision = 0;
        var result = await work.DoAsync(
            known.ArticleId ?? id,
            async db =>
            {
                if (known.ArticleId is { } article)
                    revision = (await db.Articles.FindAsync([article], ct))?.Revision ?? 0;
                var alert = await db.Alerts.SingleAsync(a => a.Id == id, ct);
                return await change(db, alert, time.GetUtcNow());
            },
            ct
        );
        if (result is not AlertChange.Done(var done))
            return result;
        Tell(done, revision, NewsOf(done), who);
        return new AlertChange.Done(await held.SettledAsync(done, ct));
    }

    private async Task<Alert> MakeAsync(
        NotifierDbContext db,
        AlertDraft draft,
        string? key,
        string who,
        CancellationToken ct
    )
    {
        var now = time.GetUtcNow();
        var alert = db.Alerts.Add(draft.Make(key, now)).Entity;
        db.Act(alert, who, "created", now);
        if (draft.NeedsReview)
            return alert;
        // Whoever may write alerts may let them out.
        alert.Approve();
        await db.ReleaseAsync(alert, who, now, ct, inquiry.DoubtOf, draft.Force);
        return alert;
    }

    private static Task<Alert?> FindAsync(
        NotifierDbContext db,
        AlertDraft draft,
        string? key,
        CancellationToken ct
    ) =>
        key is not null ? db.Alerts.SingleOrDefaultAsync(a => a.Key == key, ct)
        : draft is { ArticleId: { } article, DryRun: false }
            ? db.Alerts.SingleOrDefaultAsync(
                a => a.ArticleId == article && a.Level == draft.Level && a.Key == null,
                ct
            )
        : Task.FromResult<Alert?>(null);

    private static List<AlertNews> NewsOf(Alert alert) =>
        alert.State switch
        {
            AlertState.Corrected => AlertNews.Corrected(1),
            AlertState.Withdrawn => AlertNews.Withdrawn(1),
            _ => [AlertNews.Raised(alert)],
        };

    private void Tell(Alert alert, int revision, List<AlertNews> news, string who)
    {
        Changed(alert.Id, alert.State, who);
        telling.Tell(alert.ArticleId, revision, news);
    }

    [LoggerMessage(LogLevel.Information, "Alert {AlertId} is {State} now, by {Who}")]
    private partial void Changed(Guid alertId, AlertState state, string who);
}
