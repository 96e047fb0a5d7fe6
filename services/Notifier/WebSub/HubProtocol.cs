namespace Syndication.Notifier.WebSub;

/// <summary>How a callback wants to hear of a change.</summary>
internal enum HubProtocol
{
    /// <summary>The new bytes, signed (W3C WebSub).</summary>
    WebSub,

    /// <summary>That there are new ones (rssCloud, RSS 2.0 <c>cloud</c>).</summary>
    RssCloud,

    /// <summary>As WebSub, and the callback is this house's own: it proves that the hub delivers.</summary>
    SelfTest,
}
