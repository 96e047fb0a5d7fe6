using BenchmarkDotNet.Attributes;

namespace Syndication.Benchmarks.Documents;

/// <summary>What is measured, and beside it what the machine must do at the least.</summary>
public abstract class Pair
{
    [Benchmark(Baseline = true)]
    public int Reference() => Least();

    [Benchmark]
    public int Work() => Whole();

    protected abstract int Least();
    protected abstract int Whole();
}
