using System.Globalization;

namespace Syndication.Hosting;

/// <summary>How many files and connections the system lets this process have open, where it says so.</summary>
internal static class OpenFiles
{
    private const string Limits = "/proc/self/limits";
    private const string Line = "Max open files";

    // Libraries, databases, the bus, and what is called from here.
    private const long Own = 640;
    private const long Few = 16;

    /// <summary>
    /// How many may be connected, so that the process keeps what it needs itself: without a file left, the runtime cannot ask
    /// how much memory there is, and ends the process. Null where there is no limit, or none that is told.
    /// </summary>
    public static long? MostConnections =>
        File.Exists(Limits) ? MostConnectionsOf(File.ReadLines(Limits)) : null;

    /// <param name="limits">The lines of <c>/proc/self/limits</c> (proc(5)).</param>
    internal static long? MostConnectionsOf(IEnumerable<string> limits)
    {
        var line = limits.FirstOrDefault(l => l.StartsWith(Line, StringComparison.Ordinal));
        var word = line?[Line.Length..].Split(' ', StringSplitOptions.RemoveEmptyEntries).FirstOrDefault();
        return long.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out var files)
            ? Math.Max(files - Own, Few)
            : null;
    }
}
