using Microsoft.EntityFrameworkCore;
using Syndication.Contracts;
using Syndication.Hosting.Bus;
using Syndication.Notifier.Callbacks;
using Syndication.Notifier.Store;

namespace Syndication.Notifier.Webhooks;

/// <summary>Writes down what became of tries, and what that means for their webhooks; then tells of it.</summary>
internal sealed partial class WebhookLedger(
    UnitOfWork work,
    Notices<ArticleStep> steps,
    TimeProvider time,
    ILogger<WebhookLedger> logger
) : CommitQueue<WebhookSettlement>(work)
{
    private List<Webhook> _disabled = [];

    protected override void End(WebhookSettlement settlement) => settlement.Errand.End();

    protected override async Task WriteAsync(NotifierDbContext db, IReadOnlyList<WebhookSettlement> page)
    {
        // The webhook before its deliveries, as whoever deletes one goes.
        var ids = page.Select(s => s.Errand.Delivery.WebhookId).Distinct().ToList();
        var hooks = await db.HoldWebhooksAsync(ids, CancellationToken.None);
        foreach (var settled in page)
            await WriteAsync(db, settled);
        var now = time.GetUtcNow();
        var disabled = hooks.FindAll(h =>
            Judge(h, page.Where(s => s.Errand.Delivery.WebhookId == h.Id), now)
        );
        _disabled = disabled;
    }

    protected override void Written(IReadOnlyList<WebhookSettlement> page)
    {
        foreach (var hook in _disabled)
        {
            WebhookMetrics.Disabled();
            WebhookDisabled(hook.Id, OriginOf(hook.Url), hook.Reason!);
        }
        foreach (var settled in page)
        {
            WebhookMetrics.Count(settled);
            if (settled is { Answer.IsTaken: true, Errand.Event.IsOfArticle: true })
                steps.Send(StepOf(settled));
        }
    }

    // One that was replayed meanwhile is not this one any more.
    private static Task<int> WriteAsync(NotifierDbContext db, WebhookSettlement settled)
    {
        var (of, answer) = (settled.Errand.Delivery, settled.Answer);
        return db
            .WebhookDeliveries.Where(d => d.Seq == of.Seq && d.LeaseBy == of.LeaseBy)
            .ExecuteUpdateAsync(set =>
                set.SetProperty(d => d.State, settled.State)
                    .SetProperty(d => d.Attempts, of.Attempts + 1)
                    .SetProperty(d => d.DueAt, settled.DueAt ?? of.DueAt)
                    .SetProperty(d => d.LeaseBy, (Guid?)null)
                    .SetProperty(d => d.LeaseUntil, (DateTimeOffset?)null)
                    .SetProperty(d => d.TriedAt, answer.At)
                    .SetProperty(d => d.Signature, answer.Signed.Signatures)
                    .SetProperty(d => d.Status, answer.Status)
                    .SetProperty(d => d.Answer, answer.Body)
                    .SetProperty(d => d.Fault, answer.Fault)
                    .SetProperty(d => d.Duration, (int)answer.Took.TotalMilliseconds)
            );
    }

    // True where it is disabled by this.
    private static bool Judge(Webhook hook, IEnumerable<WebhookSettlement> tries, DateTimeOffset now)
    {
        var isDisabled = false;
        foreach (var (_, answer, dueAt) in tries)
        {
            if (answer.IsTaken)
                hook.Succeed(now);
            else if (answer.IsGone)
                isDisabled |= hook.Disable(answer.Fault!, now);
            else
                isDisabled |= hook.Fail(answer.Fault!, dueAt is null, now);
            if (answer.RetryAfter is { } asked)
                hook.RestUntil =
                    now + (asked < WebhookSchedule.MostAsked ? asked : WebhookSchedule.MostAsked);
        }
        return isDisabled;
    }

    private static ArticleStep StepOf(WebhookSettlement settled)
    {
        var (of, what, answer) = (settled.Errand.Delivery, settled.Errand.Event, settled.Answer);
        return new()
        {
            ArticleId = what.Subject,
            Revision = what.Version,
            Step = "acknowledged",
            By = $"webhook:{of.WebhookId}",
            At = answer.At + answer.Took,
            Detail = $"{what.Type}: {settled.Errand.Host} answered {answer.Status}",
        };
    }

    private static string OriginOf(string url) => new Uri(url).GetLeftPart(UriPartial.Authority);

    [LoggerMessage(LogLevel.Warning, "Webhook {WebhookId} at {Origin} is disabled: {Reason}")]
    private partial void WebhookDisabled(Guid webhookId, string origin, string reason);

    [LoggerMessage(LogLevel.Warning, "What became of webhooks' events cannot be written down yet: {Reason}")]
    protected override partial void CannotWrite(string reason);
}
