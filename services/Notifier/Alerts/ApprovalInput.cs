namespace Syndication.Notifier.Alerts;

/// <summary>False approves without sending: that is somebody else's to do.</summary>
internal sealed record ApprovalInput(bool? Send);
