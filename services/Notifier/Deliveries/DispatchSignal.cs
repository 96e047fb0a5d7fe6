using Syndication.Notifier.Watching;

namespace Syndication.Notifier.Deliveries;

/// <summary>There is something to send: wakes the planner.</summary>
internal sealed class DispatchSignal : Signal;
