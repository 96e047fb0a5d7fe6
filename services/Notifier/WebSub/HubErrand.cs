namespace Syndication.Notifier.WebSub;

/// <summary>A version of a topic on its way to one callback.</summary>
/// <param name="What">Which version.</param>
/// <param name="To">Whose callback.</param>
/// <param name="Since">When it was taken up.</param>
internal sealed record HubErrand(Distribution What, HubSubscription To, DateTimeOffset Since)
{
    /// <summary>Hears, once at most, that what became of it is on disk, or cannot be.</summary>
    public Action<HubErrand>? Ended { get; set; }

    public void End() => Ended?.Invoke(this);
}
