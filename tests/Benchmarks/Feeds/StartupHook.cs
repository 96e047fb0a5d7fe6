using System.Diagnostics.Tracing;
using System.Globalization;

#pragma warning disable MA0047 // the runtime looks for this very name, without a namespace
/// <summary>
/// Loaded by the runtime into a process that is measured (DOTNET_STARTUP_HOOKS): notes each time that all threads stood still,
/// and writes them at the end.
/// </summary>
internal static class StartupHook
{
    /// <summary>The file to write: a line for each pause, its begin in Unix milliseconds and its length in microseconds.</summary>
    public const string Setting = "SYND_BENCH_PAUSES";

    public static void Initialize()
    {
        if (Environment.GetEnvironmentVariable(Setting) is not { Length: > 0 } file)
            return;
        var listener = new Listener();
        AppDomain.CurrentDomain.ProcessExit += (_, _) => File.WriteAllLines(file, listener.Pauses());
    }

    private sealed class Listener : EventListener
    {
        private const EventKeywords Collections = (EventKeywords)1;
        private const int Suspending = 9;
        private const int Restarted = 3;
        private readonly List<string> _pauses = [];
        private DateTime? _since;

        public string[] Pauses()
        {
            lock (_pauses)
                return [.. _pauses];
        }

        protected override void OnEventSourceCreated(EventSource eventSource)
        {
            if (eventSource.Name == "Microsoft-Windows-DotNETRuntime")
                EnableEvents(eventSource, EventLevel.Informational, Collections);
        }

        protected override void OnEventWritten(EventWrittenEventArgs eventData)
        {
            if (eventData.EventId == Suspending)
                _since = eventData.TimeStamp;
            else if (eventData.EventId == Restarted && _since is { } since)
                Note(since, eventData.TimeStamp - since);
        }

        private void Note(DateTime since, TimeSpan length)
        {
            var at = new DateTimeOffset(since).ToUnixTimeMilliseconds();
            lock (_pauses)
                _pauses.Add(
                    string.Create(CultureInfo.InvariantCulture, $"{at} {length.TotalMicroseconds:0}")
                );
        }
    }
}
#pragma warning restore MA0047
