using System.Globalization;

namespace Syndication.Benchmarks.Feeds;

/// <summary>What a process takes of the machine, as proc(5) tells it.</summary>
internal static class Usage
{
    private const double TicksPerSecond = 100;
    private const double KibibytesPerMebibyte = 1024;

    /// <summary>Seconds of processor time so far, its children's too.</summary>
    public static double Processor(int process)
    {
        var children = File.ReadAllText($"/proc/{process}/task/{process}/children");
        return Own(process)
            + children
                .Split(' ', StringSplitOptions.RemoveEmptyEntries)
                .Sum(child => Processor((int)Number(child)));
    }

    /// <summary>MiB that it held at most.</summary>
    public static double MostMemory(int process) => Memory(process, "VmHWM:");

    /// <summary>MiB that it holds now.</summary>
    public static double Memory(int process) => Memory(process, "VmRSS:");

    private static double Own(int process)
    {
        // The 14th and 15th words, counted behind the name, which may hold blanks.
        var stat = File.ReadAllText($"/proc/{process}/stat");
        var words = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
        return (Number(words[11]) + Number(words[12])) / TicksPerSecond;
    }

    private static double Memory(int process, string which)
    {
        var line = File.ReadAllLines($"/proc/{process}/status")
            .First(l => l.StartsWith(which, StringComparison.Ordinal));
        return Number(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1]) / KibibytesPerMebibyte;
    }

    private static double Number(string word) => double.Parse(word, CultureInfo.InvariantCulture);
}
