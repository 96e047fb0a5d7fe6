using System.Text.Json;

namespace Syndication.Benchmarks;

/// <summary>A JSON line per measurement, each beside its reference from the same run.</summary>
internal static class Report
{
#pragma warning disable RS0030 // a program's output, not a log
    /// <param name="name">What was measured.</param>
    /// <param name="value">The figure.</param>
    /// <param name="unit">Its unit, and the reference's.</param>
    /// <param name="baseline">The reference's figure.</param>
    /// <param name="reference">What the reference is.</param>
    public static void Line(string name, double value, string unit, double baseline, string reference) =>
        Console.WriteLine(
            JsonSerializer.Serialize(
                new
                {
                    name,
                    value = Math.Round(value, 2),
                    unit,
                    baseline = Math.Round(baseline, 2),
                    ratio = Math.Round(value / baseline, 3),
                    reference,
                }
            )
        );

    public static void Fault(string text) => Console.Error.WriteLine(text);
#pragma warning restore RS0030
}
