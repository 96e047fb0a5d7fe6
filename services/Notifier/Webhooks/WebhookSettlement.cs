namespace Syndication.Notifier.Webhooks;

/// <summary>What became of a try.</summary>
/// <param name="Errand">Of which delivery.</param>
/// <param name="Answer">How it ended.</param>
/// <param name="DueAt">When it is tried again; null where it is not.</param>
internal sealed record WebhookSettlement(WebhookErrand Errand, WebhookAnswer Answer, DateTimeOffset? DueAt)
{
    public WebhookDeliveryState State =>
        Answer.IsTaken ? WebhookDeliveryState.Delivered
        : DueAt is null ? WebhookDeliveryState.Failed
        : WebhookDeliveryState.Waiting;
}
