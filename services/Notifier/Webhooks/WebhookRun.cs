using Syndication.Notifier.Watching;

namespace Syndication.Notifier.Webhooks;

/// <summary>Sends one webhook what is due for it, until nothing is.</summary>
internal sealed class WebhookRun(
    WebhookStore store,
    WebhookPost post,
    WebhookLedger ledger,
    TimeProvider time
)
{
    private static readonly TimeSpan Farewell = TimeSpan.FromSeconds(2);

    public async Task RunAsync(Guid webhookId, CancellationToken ct)
    {
        var lane = new WebhookLane();
        while (
            await store.ClaimAsync(webhookId, lane.Room, ct)
                is { Hook: var hook, Errands: { Count: > 0 } errands }
        )
        {
            var answers = await Task.WhenAll(errands.Select(e => SendAsync(hook, e, ct)));
            await LeaveAsync([.. errands.Where((_, i) => answers[i] is null)]);
            ct.ThrowIfCancellationRequested();
            lane.Learn([.. answers.OfType<WebhookAnswer>()]);
        }
    }

    // Null where it was given up, as this instance ends.
    private async Task<WebhookAnswer?> SendAsync(Webhook hook, WebhookErrand errand, CancellationToken ct)
    {
        try
        {
            var answer = await post.SendAsync(hook, errand.Event.Id, errand.Event.Payload, ct);
            ledger.Settle(new(errand, answer, DueAfter(errand, answer)));
            await errand.Written;
            return answer;
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested)
        {
            return null;
        }
    }

    // Whether the endpoint has it nobody knows: it hears the same id once more.
    private async Task LeaveAsync(List<WebhookErrand> left)
    {
        if (left.Count == 0)
            return;
        using var limit = new CancellationTokenSource(Farewell, TimeProvider.System);
        await store.LeaveAsync(left, limit.Token);
    }

    private DateTimeOffset? DueAfter(WebhookErrand errand, WebhookAnswer answer) =>
        answer.IsTaken ? null
        : WebhookSchedule.After(errand.Delivery.Attempts + 1, answer.RetryAfter, Chance.Draw()) is { } pause
            ? time.GetUtcNow() + pause
        : null;
}
