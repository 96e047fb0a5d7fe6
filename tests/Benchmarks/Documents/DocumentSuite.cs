using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Diagnosers;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Loggers;
using BenchmarkDotNet.Reports;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.NoEmit;
using Perfolizer.Horology;
using Syndication.Formats;

namespace Syndication.Benchmarks.Documents;

/// <summary>
/// What <c>shared/Formats</c> does, in time and in bytes allocated. Pairs are measured in turn, and of the rounds the
/// one with the median ratio counts, so that what else the machine does falls on both sides.
/// </summary>
internal static class DocumentSuite
{
    private const int Rounds = 5;
    private const double Microsecond = 1_000;
    private const int AllowedBytes = 16 * 1024;

    private static readonly (Type Pair, string Name, string Reference)[] Pairs =
    [
        (typeof(WriteRss), "write rss", "encoding the same strings to UTF-8"),
        (typeof(WriteAtom), "write atom", "encoding the same strings to UTF-8"),
        (typeof(WriteJson), "write json", "encoding the same strings to UTF-8"),
        (typeof(AssembleRss), "assemble rss", "copying the same bytes"),
        (typeof(AssembleAtom), "assemble atom", "copying the same bytes"),
        (typeof(ReadRss), "read rss", "an XmlReader that takes every value"),
        (typeof(ReadAtom), "read atom", "an XmlReader that takes every value"),
        (typeof(CleanEntry), "clean entry", "AngleSharp parsing and serialising it"),
    ];

    /// <summary>False where a pair would not run.</summary>
    public static bool Measure()
    {
        var folder = Directory.CreateTempSubdirectory("synd-bench-");
        try
        {
            var figures = Pairs.ToDictionary(p => p.Pair, _ => new List<(Figure Work, Figure Reference)>());
            for (var round = 0; round < Rounds; round++)
            {
                foreach (var (pair, _, _) in Pairs.Where(p => IsSound(p.Pair)))
                {
                    var summary = BenchmarkRunner.Run(pair, Configuration(folder.FullName));
                    if (
                        Of(summary, isBaseline: false) is { } work
                        && Of(summary, isBaseline: true) is { } bare
                    )
                    {
                        figures[pair].Add((work, bare));
                    }
                }
            }

            foreach (var (pair, name, reference) in Pairs.Where(p => figures[p.Pair].Count > 0))
            {
                Tell(name, reference, figures[pair]);
            }

            foreach (var (_, name, _) in Pairs.Where(p => figures[p.Pair].Count == 0))
            {
                Report.Fault($"formats {name}: it threw.");
            }

            return figures.Values.All(rounds => rounds.Count == Rounds);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    // BenchmarkDotNet itself falls over one that throws.
    private static bool IsSound(Type pair)
    {
        try
        {
            return ((Pair)Activator.CreateInstance(pair)!).Work() > 0;
        }
        catch (UnreadableFeedException)
        {
            return false;
        }
    }

    private static void Tell(string name, string reference, List<(Figure Work, Figure Reference)> rounds)
    {
        // The round with the median ratio: its two figures belong together.
        var (work, bare) = rounds.OrderBy(r => r.Work.Time / r.Reference.Time).ElementAt(rounds.Count / 2);
        Report.Line($"formats {name}", work.Time / Microsecond, "us", bare.Time / Microsecond, reference);
        if (name.StartsWith("write", StringComparison.Ordinal))
        {
            Report.Line($"formats {name} allocated", work.Bytes, "bytes", AllowedBytes, "16 KiB");
        }
        else if (bare.Bytes > 0)
        {
            Report.Line($"formats {name} allocated", work.Bytes, "bytes", bare.Bytes, reference);
        }
    }

    // What else the machine does makes times longer, never shorter: the lower quartile is nearest the truth.
    private static Figure? Of(Summary summary, bool isBaseline) =>
        summary.Reports.SingleOrDefault(r => r.BenchmarkCase.Descriptor.Baseline == isBaseline)
            is { ResultStatistics: { } times } report
            ? new(times.Q1, report.GcStats.GetBytesAllocatedPerOperation(report.BenchmarkCase) ?? 0)
            : null;

    // In this process: a build for every pair would take longer than all the measuring.
    private static ManualConfig Configuration(string folder) =>
        ManualConfig
            .CreateEmpty()
            .AddJob(
                Job.Default.WithToolchain(InProcessNoEmitToolchain.Instance)
                    .WithEvaluateOverhead(false)
                    .WithIterationTime(TimeInterval.FromMilliseconds(10))
                    .WithWarmupCount(30)
                    .WithIterationCount(40)
            )
            .AddDiagnoser(MemoryDiagnoser.Default)
            .AddColumnProvider(DefaultColumnProviders.Instance)
            .AddLogger(NullLogger.Instance)
            .WithArtifactsPath(folder);

    private sealed record Figure(double Time, long Bytes);
}
