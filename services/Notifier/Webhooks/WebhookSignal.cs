using Syndication.Notifier.Watching;

namespace Syndication.Notifier.Webhooks;

/// <summary>There may be an event to send, or an endpoint to send it to.</summary>
internal sealed class WebhookSignal : Signal;
