using System.Diagnostics;
using System.Globalization;
using Syndication.Testing;
using Syndication.Testing.Fuzz;

namespace Syndication.Benchmarks;

/// <summary>Spoils the golden documents and reads them until the time is over or something goes wrong.</summary>
internal sealed class Fuzzing(IReadOnlyList<byte[]> documents, string folder) : IDisposable
{
    // A case that takes so long may never end.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    // Holds the seed under way, for a death that leaves no time to tell.
    private readonly FileStream _current = new(Path.Combine(folder, "current"), FileMode.Create);
    private long _since = Stopwatch.GetTimestamp();
    private int _seed;

    /// <summary>The process's exit code: 1 where something went wrong.</summary>
    /// <param name="length">How long.</param>
    /// <param name="firstSeed">Of the first case; each further one has the next.</param>
    public static int Run(TimeSpan length, int firstSeed)
    {
        var folder = Directory
            .CreateDirectory(Path.Combine(RepositoryRoot.Path, "artifacts", "fuzz"))
            .FullName;
        using var fuzzing = new Fuzzing(GoldenDocuments.In(GoldenDocuments.Folder), folder);
        Report.Fault($"First seed {firstSeed}; `./bench.sh fuzz 0 SEED` does one case again.");
        using var watch = new Timer(_ => fuzzing.Watch(), state: null, Patience, Patience);
        return fuzzing.RunAll(length, firstSeed);
    }

    public void Dispose() => _current.Dispose();

    private int RunAll(TimeSpan length, int firstSeed)
    {
        var start = Stopwatch.GetTimestamp();
        int cases = 0,
            read = 0;
        do
        {
            var seed = unchecked(firstSeed + cases++);
            Begin(seed);
            var spoilt = FuzzCase.Make(documents, seed);
            if (FuzzJudge.FaultOf(spoilt, FuzzJudge.Longest, out var isRead) is { } fault)
            {
                Tell(spoilt, fault);
                return 1;
            }

            read += isRead ? 1 : 0;
        } while (Stopwatch.GetElapsedTime(start) < length);

        Report.Line(
            "fuzz cases that were read",
            read,
            "cases",
            cases,
            "cases, each read or refused as it should be"
        );
        return 0;
    }

    private void Begin(int seed)
    {
        Volatile.Write(ref _seed, seed);
        Volatile.Write(ref _since, Stopwatch.GetTimestamp());
        RandomAccess.Write(
            _current.SafeFileHandle,
            System.Text.Encoding.ASCII.GetBytes(seed.ToString("D11", CultureInfo.InvariantCulture)),
            fileOffset: 0
        );
    }

    private void Watch()
    {
        if (Stopwatch.GetElapsedTime(Volatile.Read(ref _since)) > Patience)
        {
            var seed = Volatile.Read(ref _seed);
            Tell(FuzzCase.Make(documents, seed), $"It took over {Patience.TotalSeconds} s.");
            Environment.Exit(1);
        }
    }

    private void Tell(FuzzCase spoilt, string fault)
    {
        var file = Path.Combine(folder, $"seed-{spoilt.Seed}");
        File.WriteAllBytes(file, spoilt.Document);
        Report.Fault($"Seed {spoilt.Seed}, saved as {file}, {spoilt.Options}: {fault}");
    }
}
