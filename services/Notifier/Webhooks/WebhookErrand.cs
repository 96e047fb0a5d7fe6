namespace Syndication.Notifier.Webhooks;

/// <summary>A delivery that this instance has taken up.</summary>
/// <param name="Delivery">As it was when it was taken.</param>
/// <param name="Event">What is sent.</param>
/// <param name="Host">Where to.</param>
internal sealed record WebhookErrand(WebhookDelivery Delivery, WebhookEvent Event, string Host)
{
    private readonly TaskCompletionSource _end = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>What became of it is on disk, or cannot be.</summary>
    public Task Written => _end.Task;

    public void End() => _end.TrySetResult();
}
