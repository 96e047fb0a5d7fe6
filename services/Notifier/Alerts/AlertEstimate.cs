namespace Syndication.Notifier.Alerts;

/// <summary>What an alert would do if it went out now, or at its hour.</summary>
/// <param name="Recipients">Whom it concerns.</param>
/// <param name="Deferred">Of those, in quiet hours then: they get it afterwards.</param>
/// <param name="Capped">Of those, with as many alerts as they want in a day: they get a digest.</param>
/// <param name="LastDay">How many they had already.</param>
internal sealed record AlertEstimate(int Recipients, int Deferred, int Capped, RecentAlerts LastDay);
