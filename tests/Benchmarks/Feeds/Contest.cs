using System.Globalization;
using Syndication.Benchmarks.Ingest;

namespace Syndication.Benchmarks.Feeds;

/// <summary>
/// Two servers asked in turn by the same crowd's kind, many short rounds: what else the machine does falls on both. The round
/// with the median ratio counts, and the quartiles of all rounds are told.
/// </summary>
internal static class Contest
{
    private const int WarmUps = 3;
    private const int Rounds = 15;
    private static readonly TimeSpan Length = TimeSpan.FromMilliseconds(700);

    public static void Measure(
        Contestant work,
        Contestant reference,
        string name,
        double least,
        Limits limits
    )
    {
        var rounds = new List<(double Work, double Reference)>();
        var (mine, theirs) = (new Cost(work), new Cost(reference));
        for (var round = -WarmUps; round < Rounds; round++)
        {
            var (one, other) = (mine.Run(Length), theirs.Run(Length));
            if (round < 0)
                (mine, theirs) = (new(work), new(reference));
            else
                rounds.Add((one, other));
        }
        rounds.Sort((a, b) => (a.Work / a.Reference).CompareTo(b.Work / b.Reference));
        var (value, baseline) = rounds[Rounds / 2];
        var quartiles = $"quartiles {Ratio(rounds[Rounds / 4])} to {Ratio(rounds[Rounds * 3 / 4])}";
        var told = $"nginx, the same bytes as a static file; {quartiles} of {Rounds} rounds";
        limits.Tell(new(name, value, "answers/s", baseline, told), leastRatio: least);
        limits.Tell(new($"{name} processor", mine.Each, "us/answer", theirs.Each, "nginx"));
    }

    private static string Ratio((double Work, double Reference) round) =>
        (round.Work / round.Reference).ToString("0.00", CultureInfo.InvariantCulture);

    private sealed class Cost(Contestant who)
    {
        private const double Microseconds = 1_000_000;
        private double _seconds;
        private long _answers;

        /// <summary>Of processor time, system calls and all.</summary>
        public double Each => _seconds * Microseconds / _answers;

        public double Run(TimeSpan length)
        {
            var before = Usage.Processor(who.Process);
            var rate = who.Crowd.Run(length, out var answers);
            _seconds += Usage.Processor(who.Process) - before;
            _answers += answers;
            return rate;
        }
    }
}

/// <summary>A server's process, and those who ask it.</summary>
internal sealed record Contestant(int Process, Crowd Crowd);
