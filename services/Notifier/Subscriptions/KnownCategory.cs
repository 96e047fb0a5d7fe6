namespace Syndication.Notifier.Subscriptions;

/// <summary>A category that was told on the bus: what readers may follow besides those configured.</summary>
internal sealed class KnownCategory
{
    public required string Slug { get; init; }

    public required string Name { get; set; }

    public required List<string> Aliases { get; set; }

    public required bool IsBlocked { get; set; }

    /// <summary>The greatest one counts; 0 is somebody's configuration.</summary>
    public required long Version { get; set; }
}
