namespace Syndication.Notifier.Alerts;

/// <summary>Parts of an alert that an article has too.</summary>
[Flags]
internal enum AlertParts
{
    None = 0,
    Title = 1,
    Body = 2,
    Url = 4,
    Image = 8,
}
