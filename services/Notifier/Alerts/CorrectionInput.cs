namespace Syndication.Notifier.Alerts;

/// <summary>Other words for an alert; what is left out stays.</summary>
internal sealed record CorrectionInput(string? Title, string? Body, string? Url, string? Image, string? Note);
