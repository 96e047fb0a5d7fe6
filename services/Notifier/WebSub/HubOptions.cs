using System.ComponentModel.DataAnnotations;

namespace Syndication.Notifier.WebSub;

/// <summary>Section <c>Hub</c>.</summary>
public sealed class HubOptions
{
    /// <summary>
    /// Origin at which the hub fetches feeds: the Feeds service itself, past gateways and caches, such as
    /// <c>http://feeds:8082</c>. Unset, the publication's public one.
    /// </summary>
    [Url]
    public string? Feeds { get; init; }

    /// <summary>The hash of <c>X-Hub-Signature</c> (WebSub §7.1).</summary>
    [EnumDataType(typeof(HubSignature))]
    public HubSignature Signature { get; init; } = HubSignature.Sha256;

    /// <summary>Subscriptions of one callback host, so that nobody fills the hub alone.</summary>
    [Range(1, 10_000_000)]
    public int MostPerOrigin { get; init; } = 200_000;

    /// <summary>Callbacks that are asked for their intent side by side.</summary>
    [Range(1, 10_000)]
    public int ChecksAtOnce { get; init; } = 256;

    /// <summary>
    /// The hub follows its own feed of everything, and says when it does not hear of changes. False where feeds cannot be
    /// fetched from here.
    /// </summary>
    public bool SelfTest { get; init; } = true;
}
