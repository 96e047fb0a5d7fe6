using Syndication.Notifier.Watching;

namespace Syndication.Notifier.WebSub;

/// <summary>A topic is to be looked at, or somebody is due: wakes whoever distributes.</summary>
internal sealed class TopicSignal : Signal;
