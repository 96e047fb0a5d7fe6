using Syndication.Notifier.Callbacks;

namespace Syndication.Notifier.WebSub;

/// <summary>A request to the hub that has the right shape (WebSub §5.1).</summary>
/// <param name="Mode">Subscribe or unsubscribe.</param>
/// <param name="Topic">Absolute URL, as it was sent.</param>
/// <param name="Path">As <see cref="HubTopic.Path"/>.</param>
/// <param name="Callback">Who is to be asked.</param>
/// <param name="Secret">1 to 199 bytes, or null.</param>
/// <param name="Lease">What the subscription will last.</param>
internal sealed record HubAsk(
    HubMode Mode,
    string Topic,
    string Path,
    Callback Callback,
    byte[]? Secret,
    TimeSpan Lease
);
