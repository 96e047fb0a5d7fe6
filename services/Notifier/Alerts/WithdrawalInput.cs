namespace Syndication.Notifier.Alerts;

/// <summary>Why an alert is taken back, for its readers.</summary>
internal sealed record WithdrawalInput(string? Note);
