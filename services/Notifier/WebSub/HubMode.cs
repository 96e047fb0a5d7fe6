namespace Syndication.Notifier.WebSub;

/// <summary>What a callback is asked or told with a GET (WebSub §5.2, §5.3).</summary>
internal enum HubMode
{
    /// <summary>Whether it wants the topic.</summary>
    Subscribe,

    /// <summary>Whether it wants the topic no more.</summary>
    Unsubscribe,

    /// <summary>That it cannot have the topic, and why; it has nothing to say to that.</summary>
    Denied,
}
