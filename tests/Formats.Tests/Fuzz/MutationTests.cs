using Syndication.Testing.Fuzz;

namespace Syndication.Formats.Tests.Fuzz;

public sealed class MutationTests
{
    private const int Cases = 20_000;
    private const int FirstSeed = 20_250_813;

    // Of a hundred, as spoilt as they are; what was no feed before (lists, sitemaps) is none of them.
    private const int LeastRead = 50;

    private static readonly IReadOnlyList<byte[]> Documents = GoldenDocuments.In(
        Path.Combine(AppContext.BaseDirectory, "Golden")
    );

    [Fact]
    public void Any_document_is_read_or_refused_and_nothing_else_happens()
    {
        var read = 0;
        var faults = new System.Collections.Concurrent.ConcurrentBag<string>();

        Parallel.For(
            FirstSeed,
            FirstSeed + Cases,
            seed =>
            {
                if (
                    FuzzJudge.FaultOf(FuzzCase.Make(Documents, seed), longest: null, out var isRead) is
                    { } fault
                )
                {
                    faults.Add($"Seed {seed}: {fault}");
                }

                Interlocked.Add(ref read, isRead ? 1 : 0);
            }
        );

        Assert.Empty(faults);
        Assert.InRange(read, Cases * LeastRead / 100, Cases - 1);
    }

    [Fact]
    public void A_seed_gives_the_same_document_again()
    {
        var one = FuzzCase.Make(Documents, 7);
        var other = FuzzCase.Make(Documents, 7);

        Assert.Equal(one.Document, other.Document);
        Assert.Equal(one.Options, other.Options);
        Assert.NotEqual(one.Document, FuzzCase.Make(Documents, 8).Document);
    }
}
