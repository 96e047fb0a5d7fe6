namespace Syndication.Notifier.Alerts;

/// <summary>True sends also what the house cannot make sure of; no embargo that it knows of is broken.</summary>
internal sealed record SendingInput(bool? Force);
