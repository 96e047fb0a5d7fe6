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

    // So many new articles at once, or so many odd ones within a day, and those in a foreign script need one more sign
    // only. A live blog is such a burst and bears none of them.
    private const int Burst = 10;
    private const int SuspectSignsInBurst = 2;

    // A quotation or a song's text is no article in another language; a title of three letters is none either.
    private const double ForeignShare = 0.6;
    private const int LeastLetters = 20;

    /// <summary>Judges what a source has brought at once.</summary>
    /// <param name="habits">Of this source.</param>
    /// <param name="batch">In any order.</param>
    /// <param name="places">For each article of the batch, where it stands in the store.</param>
    public static HackVerdict Judge(
        SourceHabits habits,
        IReadOnlyList<ArticleTraits> batch,
        IReadOnlyList<Standing> places
    )
    {
        if (habits.Articles < LeastHistory)
            return new([.. batch.Select(_ => (string?)null)], [], null);
        var signs = batch.Select(article => SignsOf(article, habits)).ToList();
        var odds = Told(batch, (_, i) => places[i] != Standing.Waiting && IsOdd(signs[i]), a => a.Odd);
        var isBurst =
            places.Count(p => p == Standing.New) >= Burst || habits.WithRecent(odds, odd: true) >= Burst;
        var strange = Told(
            batch,
            // What the newsroom has before it, or has thrown away, is no news that somebody got in.
            (_, i) => places[i] != Standing.Waiting && IsSuspect(signs[i], isBurst),
            a => a.Suspect
        );
        List<string> remembered = [.. strange, .. odds];
        var known = habits.WithRecent(strange, odd: false);
        // Suspects of earlier days alone freeze nothing: there must be a new reason in this batch.
        if (known < FreezingSuspects || strange.Count == 0)
            return new([.. signs.Select(HeldAlone)], remembered, null);
        var worst = signs.Where(s => IsSuspect(s, isBurst)).MaxBy(s => s.Count)!;
        var reason = $"{known} strange articles within a day. One of them: {Words(worst)}";
        return new(
            [
                .. signs.Select(s =>
                    IsSuspect(s, isBurst) ? Words(s) : $"Its source was frozen with it: {reason}"
                ),
            ],
            remembered,
            reason
        );
    }

    private static List<string> Told(
        IReadOnlyList<ArticleTraits> batch,
        Func<ArticleTraits, int, bool> isOne,
        Func<ArticleTraits, string> name
    ) => [.. batch.Where(isOne).Select(name).Distinct(StringComparer.Ordinal)];

    private static bool IsSuspect(Signs signs, bool isBurst) =>
        signs.Count >= SuspectSigns || (isBurst && signs.Foreign && signs.Count >= SuspectSignsInBurst);

    // Slips through by itself; whoever brings such articles one by one all day does not.
    private static bool IsOdd(Signs signs) =>
        signs.Foreign && signs.Count is >= SuspectSignsInBurst and < SuspectSigns;

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
