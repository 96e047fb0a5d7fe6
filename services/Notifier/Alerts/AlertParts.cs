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

    /// <summary>Whom it is for: of an alert that somebody wrote, the newsroom's choice.</summary>
    Topics = 16,
}
