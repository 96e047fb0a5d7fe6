namespace Syndication.Notifier.WebSub;

/// <summary>
/// What somebody asked of the hub and the callback has not yet confirmed (WebSub §5.3). Anybody can ask in anybody's name, so
/// until then nothing has changed. A newer request of the same mode for the same callback takes its place.
/// </summary>
internal sealed class HubRequest
{
    /// <summary>As <see cref="HubSubscription.Digest"/>.</summary>
    public required byte[] Digest { get; init; }

    public required HubMode Mode { get; init; }

    public required HubProtocol Protocol { get; init; }

    /// <summary>Absolute URL, letter by letter as it was asked for: the callback gets it back (WebSub §5.3).</summary>
    public required string Topic { get; set; }

    public required string Callback { get; set; }

    /// <summary>As <see cref="HubSubscription.Origin"/>.</summary>
    public required string Origin { get; set; }

    public byte[]? Secret { get; set; }

    /// <summary>What the subscription will last, seconds.</summary>
    public int LeaseSeconds { get; set; }

    /// <summary>Why it is denied, in words.</summary>
    public string? Reason { get; set; }

    public required DateTimeOffset CreatedAt { get; set; }

    /// <summary>When to ask the callback; while it is being asked, when another may ask again.</summary>
    public required DateTimeOffset DueAt { get; set; }

    /// <summary>How often it has been asked.</summary>
    public int Attempts { get; set; }

    /// <summary>Changes with each newer request, so that the answer to an older one settles nothing.</summary>
    public required Guid Stamp { get; set; }
}
