namespace Syndication.Ingest.Quarantine;

/// <summary>
/// Notices that somebody else writes in a source's name. An article gives up to four signs: authors of whom none was seen
/// here, a category never seen here, text mostly in a script that is not the source's, links to domains never seen here.
/// One or two are an ordinary day (a new reporter, a new section, a press release in English). Three make an article
/// suspect, and what it bears is not learned; all four hold it. Three suspects within a day are no coincidence: the source
/// is frozen. Pure: same arguments, same answer.
/// </summary>
internal static class HackCircuit
{
    /// <summary>A younger source has no habits to compare with.</summary>
    public const int LeastHistory = 20;

    /// <summary>How long a suspect is remembered.</summary>
    public static readonly TimeSpan Memory = TimeSpan.FromDays(1);

    private const int SuspectSigns = 3;
    private const int HoldSigns = 4;
    private const int FreezingSuspects = 3;

    // So many new articles at once, in a foreign script, need one more sign only. A live blog is such a burst and bears
    // none of them.
    private const int Burst = 10;
    private const int SuspectSignsInBurst = 2;

    // A quotation or a song's text is no article in another language; a title of three letters is none either.
    private const double ForeignShare = 0.6;
    private const int LeastLetters = 20;

    /// <summary>Judges what a source has brought at once.</summary>
    /// <param name="habits">Of this source.</param>
    /// <param name="batch">In any order.</param>
    /// <param name="areNew">For each article of the batch, whether it is not stored yet.</param>
    public static HackVerdict Judge(
        SourceHabits habits,
        IReadOnlyList<ArticleTraits> batch,
        IReadOnlyList<bool> areNew
    )
    {
        if (habits.Articles < LeastHistory)
            return new([.. batch.Select(_ => (string?)null)], [], null);
        var isBurst = areNew.Count(isNew => isNew) >= Burst;
        var signs = batch.Select(article => SignsOf(article, habits)).ToList();
        var suspects = signs.Select(s => IsSuspect(s, isBurst)).ToList();
        var names = batch
            .Where((_, i) => suspects[i])
            .Select(a => a.Suspect)
            .Distinct(StringComparer.Ordinal);
        List<string> remembered = [.. names];
        var freezes =
            remembered.Union(habits.RecentSuspects, StringComparer.Ordinal).Count() >= FreezingSuspects;
        // Suspects of earlier days alone freeze nothing: there must be a new reason in this batch.
        if (!freezes || remembered.Count == 0)
            return new([.. signs.Select(HeldAlone)], remembered, null);
        var worst = signs.Where((_, i) => suspects[i]).MaxBy(s => s.Count)!;
        var reason =
            $"{remembered.Union(habits.RecentSuspects, StringComparer.Ordinal).Count()} strange articles within a day. "
            + $"One of them: {Words(worst)}";
        return new(
            [.. signs.Select((s, i) => suspects[i] ? Words(s) : $"Its source was frozen with it: {reason}")],
            remembered,
            reason
        );
    }

    private static bool IsSuspect(Signs signs, bool isBurst) =>
        signs.Count >= SuspectSigns || (isBurst && signs.Foreign && signs.Count >= SuspectSignsInBurst);

    private static string? HeldAlone(Signs signs) => signs.Count >= HoldSigns ? Words(signs) : null;

    private static Signs SignsOf(ArticleTraits article, SourceHabits habits)
    {
        var authors = New(article.Authors, habits);
        return new(
            // One known name among them vouches for the others.
            authors.Count == article.Authors.Count
                ? authors
                : [],
            New(article.Categories, habits),
            New(article.Domains, habits),
            article.Letters.Values.Sum() >= LeastLetters
            && Scripts.ForeignShare(article.Letters, habits.HomeScripts) >= ForeignShare
                ? Scripts.Dominant(article.Letters)
                : null
        );
    }

    private static List<string> New(IReadOnlyList<Trait> traits, SourceHabits habits) =>
        [.. traits.Where(t => !habits.Known.Contains(t.Key)).Select(t => t.Name)];

    private static string Words(Signs signs)
    {
        List<string> words = [];
        if (signs.Authors is not [])
            words.Add($"by {Some(signs.Authors)}, never seen at this source");
        if (signs.Categories is not [])
            words.Add($"filed under {Some(signs.Categories)}, never seen there");
        if (signs.Script is { } script)
            words.Add($"mostly in {script} letters, unlike the source");
        if (signs.Domains is not [])
            words.Add($"links to {Some(signs.Domains)}, never linked before");
        return $"{string.Join("; ", words)}.";
    }

    private static string Some(List<string> names) =>
        string.Join(", ", names.Take(3).Select(n => $"'{n}'"))
        + (names.Count > 3 ? $" and {names.Count - 3} more" : "");

    private sealed record Signs(
        List<string> Authors,
        List<string> Categories,
        List<string> Domains,
        string? Script
    )
    {
        public bool Foreign => Script is not null;

        public int Count =>
            (Authors is [] ? 0 : 1)
            + (Categories is [] ? 0 : 1)
            + (Domains is [] ? 0 : 1)
            + (Foreign ? 1 : 0);
    }
}
