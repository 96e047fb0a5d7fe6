using Syndication.Contracts;
using Syndication.Hosting.Bus;
using Syndication.Notifier.Deliveries;
using Syndication.Notifier.Streams;
using Syndication.Notifier.Webhooks;

namespace Syndication.Notifier.Alerts;

/// <summary>Says what became of alerts, once it is on disk: what fails and is tried again is told once.</summary>
internal sealed class AlertTelling(
    StreamSignal stream,
    DispatchSignal dispatches,
    ScheduleSignal schedule,
    WebhookSignal hooks,
    Notices<ArticleStep> steps,
    TimeProvider time
)
{
    /// <param name="articleId">Whose timeline has it; null for an alert of no article.</param>
    /// <param name="revision">Which revision brought it about, or stood then.</param>
    /// <param name="news">What there is to say.</param>
    public void Tell(Guid? articleId, int revision, List<AlertNews> news)
    {
        if (news.Count == 0)
            return;
        // Each finds out by itself at its next look; this is only sooner.
        stream.Wake();
        dispatches.Wake();
        schedule.Wake();
        hooks.Wake();
        if (articleId is not { } id)
            return;
        foreach (var (step, detail) in news)
            steps.Send(
                new()
                {
                    ArticleId = id,
                    Revision = Math.Max(1, revision),
                    Step = step,
                    By = "notifier",
                    At = time.GetUtcNow(),
                    Detail = detail,
                }
            );
    }
}
