using Syndication.Notifier.Watching;

namespace Syndication.Notifier.WebSub;

/// <summary>Somebody has asked something of the hub: wakes whoever asks the callbacks.</summary>
internal sealed class HubSignal : Signal;
