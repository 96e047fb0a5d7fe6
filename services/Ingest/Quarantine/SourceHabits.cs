namespace Syndication.Ingest.Quarantine;

/// <summary>What is usual for a source.</summary>
/// <param name="Articles">How many of its articles readers have seen; counted up to <see cref="Looked"/>.</param>
/// <param name="HomeScripts">Those that a fair share of its latest titles is written in.</param>
/// <param name="Known">Traits that it has brought before, of those that were asked for.</param>
/// <param name="RecentSuspects">Strange articles of the last day.</param>
internal sealed record SourceHabits(
    int Articles,
    IReadOnlySet<string> HomeScripts,
    IReadOnlySet<string> Known,
    IReadOnlySet<string> RecentSuspects
)
{
    /// <summary>So many of the latest titles are looked at.</summary>
    public const int Looked = 50;

    /// <summary>How many strange articles, or merely odd ones, there are within a day with these.</summary>
    public int WithRecent(IReadOnlyCollection<string> now, bool odd) =>
        RecentSuspects.Where(s => ArticleTraits.IsOdd(s) == odd).Union(now, StringComparer.Ordinal).Count();

    // A source of two languages is at home in both; a press release now and then makes no second home.
    private const double HomeShare = 0.2;

    /// <summary>The scripts that a source is at home in, by its latest titles.</summary>
    public static IReadOnlySet<string> HomeOf(IReadOnlyCollection<string> titles) =>
        titles
            .Select(title => Scripts.Dominant(Scripts.Count(title)))
            .OfType<string>()
            .CountBy(script => script, StringComparer.Ordinal)
            .Where(script => script.Value >= titles.Count * HomeShare)
            .Select(script => script.Key)
            .ToHashSet(StringComparer.Ordinal);
}
