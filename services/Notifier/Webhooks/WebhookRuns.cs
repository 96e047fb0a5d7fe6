using Syndication.Hosting;
using Syndication.Notifier.Watching;

namespace Syndication.Notifier.Webhooks;

/// <summary>Looks which events are to go where, and sends them: webhook beside webhook, none waiting for another.</summary>
internal sealed partial class WebhookRuns(
    WebhookFan fan,
    WebhookStore store,
    WebhookRun run,
    WebhookSignal signal,
    IHostApplicationLifetime lifetime,
    TimeProvider time,
    ILogger<WebhookRuns> logger
) : BackgroundService
{
    // Another instance may have learned of an event, and pauses end.
    private static readonly TimeSpan LookInterval = TimeSpan.FromSeconds(1);
    private readonly Runs<Guid> _runs = new(signal);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await lifetime.StartedAsync(stoppingToken);
        // Set anew after each look: however long a look takes, they do not pile up.
        await using var timer = time.CreateTimer(
            _ => signal.Wake(),
            null,
            LookInterval,
            Timeout.InfiniteTimeSpan
        );
        try
        {
            await foreach (var _ in signal.CallsAsync(stoppingToken))
            {
                await Look.OnceAsync(LookAsync, CannotLook, stoppingToken);
                timer.Change(LookInterval, Timeout.InfiniteTimeSpan);
            }
        }
        finally
        {
            await _runs.EndAsync();
        }
    }

    private async Task LookAsync(CancellationToken ct)
    {
        if (await fan.FanAsync(ct))
            signal.Wake();
        foreach (var webhook in await store.DueAsync(ct))
            _runs.Begin(
                webhook,
                token => run.RunAsync(webhook, token),
                reason => BrokeOff(webhook, reason),
                ct
            );
    }

    [LoggerMessage(LogLevel.Warning, "Webhooks cannot be looked at; looking again: {Reason}")]
    private partial void CannotLook(string reason);

    [LoggerMessage(LogLevel.Warning, "Sending to webhook {WebhookId} broke off, and goes on soon: {Reason}")]
    private partial void BrokeOff(Guid webhookId, string reason);
}
