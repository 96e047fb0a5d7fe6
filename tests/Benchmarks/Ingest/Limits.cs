using System.Globalization;

namespace Syndication.Benchmarks.Ingest;

/// <summary>What a figure, or its ratio to the reference, has to keep to; what misses it is told, and fails the run.</summary>
internal sealed class Limits
{
    /// <summary>False once any was missed.</summary>
    public bool AreKept { get; private set; } = true;

    /// <param name="figure">What was measured.</param>
    /// <param name="least">The figure itself must reach it.</param>
    /// <param name="most">The figure itself must not pass it.</param>
    /// <param name="leastRatio">Figure to reference must reach it.</param>
    /// <param name="mostRatio">Figure to reference must not pass it.</param>
    public void Tell(
        Figure figure,
        double least = 0,
        double most = double.MaxValue,
        double leastRatio = 0,
        double mostRatio = double.MaxValue
    )
    {
        var (name, value, unit, baseline, reference) = figure;
        Report.Line(name, value, unit, baseline, reference);
        var ratio = value / baseline;
        if (value < least || value > most)
            Miss(name, value, least, most, unit);
        if (ratio < leastRatio || ratio > mostRatio)
            Miss(name, ratio, leastRatio, mostRatio, "of the reference");
    }

    private void Miss(string name, double value, double least, double most, string unit)
    {
        AreKept = false;
        var limit = value < least ? $"at least {Text(least)}" : $"at most {Text(most)}";
        Report.Fault($"{name}: {Text(value)} {unit}, {limit} was asked.");
    }

    private static string Text(double value) => value.ToString("0.###", CultureInfo.InvariantCulture);
}

/// <summary>A measurement beside its reference, both in the same unit.</summary>
internal sealed record Figure(string Name, double Value, string Unit, double Baseline, string Reference);
