using Syndication.Notifier.Watching;

namespace Syndication.Notifier.Streams;

/// <summary>There is something to tell: wakes the reader of the log.</summary>
internal sealed class StreamSignal : Signal;
