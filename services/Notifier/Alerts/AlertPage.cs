namespace Syndication.Notifier.Alerts;

/// <summary>A page of alerts, newest first; <paramref name="Next"/> is the cursor of the page after, or null.</summary>
internal sealed record AlertPage(IReadOnlyList<AlertView> Items, string? Next);
