namespace Syndication.Notifier.Alerts;

/// <summary>
/// How many alerts readers were meant by in the last 24 hours, as they follow things now: nobody's deliveries are kept by
/// person.
/// </summary>
/// <param name="Mean">Of those looked at.</param>
/// <param name="Most">Of those looked at.</param>
/// <param name="Sampled">How many readers were looked at: all of them, or some thousands taken from everywhere.</param>
internal sealed record RecentAlerts(double Mean, int Most, int Sampled);
