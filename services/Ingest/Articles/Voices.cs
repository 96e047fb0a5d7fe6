namespace Syndication.Ingest.Articles;

/// <summary>
/// Makes one article of what several senders say of it. The newsroom's own word (the API) holds as it is. A source's first
/// word on what another sender has brought only fills in what is missing, what it edits later is an edit, and what it
/// repeats is nothing: without that, two senders of one article would undo each other's words with every poll. A source
/// says nothing of what others have brought from a site that is not its own: it could put words into their mouths. Pure.
/// </summary>
internal static class Voices
{
    /// <summary>The draft as it concerns <paramref name="current"/>; null where it says nothing new.</summary>
    /// <param name="current">The current revision.</param>
    /// <param name="draft">As it came.</param>
    /// <param name="said">The digest of what it says.</param>
    public static ArticleDraft? Heard(StoredArticle current, ArticleDraft draft, string said)
    {
        var sender = draft.Arrival.Sender;
        if (sender == Arrival.Api || current.State == ArticleState.Retracted)
            return draft;
        if (IsAlone(current, sender))
            return draft with { Content = KeepUrl(current, draft.Content) };
        // What is held of one sender takes nothing away that others have brought.
        if (draft.Arrival.HoldReason is not null)
            return null;
        if (IsRightful(current, draft))
            return AsItWaits(current, draft);
        if (IsForeign(current, draft.Arrival))
            return null;
        var word = WordOf(current, sender);
        if (word?.Said == said)
            return null;
        // A file tells how it once was.
        var fillsIn = word is null || draft.Arrival.SourceId is null;
        return AsItWaits(
            current,
            draft with
            {
                Content = fillsIn ? FilledIn(current, draft.Content) : Edited(current, draft.Content),
                PublishedAt = fillsIn ? current.PublishedAt : draft.PublishedAt,
            }
        );
    }

    /// <summary>
    /// True where a source may leave no trace: neither keys nor words, by which it would have a say in the article later.
    /// </summary>
    public static bool IsKeptOut(StoredArticle current, ArticleDraft draft) =>
        !IsAlone(current, draft.Arrival.Sender)
        && !IsRightful(current, draft)
        && IsForeign(current, draft.Arrival);

    /// <summary>The article with this sender's word on record; the same instance where it is already.</summary>
    public static StoredArticle WithWord(StoredArticle article, ArticleDraft draft, string said)
    {
        var sender = draft.Arrival.Sender;
        var known = WordOf(article, sender);
        var word = new SenderWord(sender, draft.Content.Guid ?? known?.Guid, said)
        {
            Stranger = draft.Arrival.IsStrangerTo(draft.Content),
        };
        var isHeldBack = draft.Arrival.HoldReason is not null && known is null && article.Senders.Count > 0;
        return isHeldBack || article.Senders.Contains(word)
            ? article
            : article with
            {
                Senders = [.. article.Senders.Where(s => s.Sender != sender), word],
            };
    }

    /// <summary>True where this sender knows the article by another guid: to it, they are two.</summary>
    public static bool KnowsByAnotherGuid(StoredArticle article, string sender, string guid) =>
        GuidOf(article, sender) is { } known
        && ArticleKey.OfGuid(known, sender) != ArticleKey.OfGuid(guid, sender);

    /// <summary>True where one sender has told the two apart.</summary>
    public static bool AreTwo(StoredArticle one, StoredArticle other) =>
        Senders(one).Any(s => GuidOf(one, s) is { } guid && KnowsByAnotherGuid(other, s, guid));

    /// <summary>The two that turned out to be one, as one: the first with what it lacks and the other has.</summary>
    public static StoredArticle WithWordsOf(StoredArticle survivor, StoredArticle other) =>
        survivor with
        {
            Senders = [.. survivor.Senders, .. other.Senders.Where(s => WordOf(survivor, s.Sender) is null)],
        };

    private static IEnumerable<string> Senders(StoredArticle article) =>
        article.Senders.Count > 0 ? article.Senders.Select(s => s.Sender) : [FirstOf(article)];

    private static string FirstOf(StoredArticle article) => new Arrival(article.SourceId).Sender;

    private static string? GuidOf(StoredArticle article, string sender) =>
        article.Senders.Count == 0 && sender == FirstOf(article)
            ? article.Guid
            : WordOf(article, sender)?.Guid;

    private static SenderWord? WordOf(StoredArticle article, string sender) =>
        article.Senders.FirstOrDefault(s => s.Sender == sender);

    /// <summary>True where nobody else has brought the article.</summary>
    public static bool IsAlone(StoredArticle article, string sender) =>
        Senders(article).All(s => s == sender);

    // Only whoever may release it releases it.
    private static ArticleDraft AsItWaits(StoredArticle current, ArticleDraft draft) =>
        current.State == ArticleState.Quarantined
            ? draft with
            {
                Arrival = draft.Arrival with { HoldReason = current.QuarantineReason },
            }
            : draft;

    // Others were quicker to tell what this source's own site says.
    private static bool IsRightful(StoredArticle current, ArticleDraft draft) =>
        draft.Arrival.Site is not null
        && !draft.Arrival.IsStrangerTo(draft.Content)
        && current.Senders is not []
        && current.Senders.All(s => s.Stranger);

    private static bool IsForeign(StoredArticle current, Arrival arrival) =>
        !arrival.IsAtHome(current.Url ?? current.Guid);

    // Trackers change from poll to poll; http that became https is worth telling.
    private static ArticleContent KeepUrl(ArticleContent current, ArticleContent draft) =>
        current.Url is { } known
        && draft.Url is { } url
        && ArticleKey.OfUrl(known) == ArticleKey.OfUrl(url)
        && IsSecure(known) >= IsSecure(url)
            ? draft with
            {
                Url = known,
            }
            : draft;

    private static int IsSecure(string url) =>
        url.StartsWith("https:", StringComparison.OrdinalIgnoreCase) ? 1 : 0;

    private static ArticleContent FilledIn(ArticleContent current, ArticleContent draft) =>
        WithMissing(current, draft) with
        {
            // Names that nobody knows would take a published article back into quarantine.
            Categories =
                current.UnknownCategories.Count == 0
                    ? Or(current.Categories, draft.Categories)
                    : current.Categories,
        };

    private static ArticleContent Edited(ArticleContent current, ArticleContent draft) =>
        WithMissing(draft, current) with
        {
            Guid = current.Guid ?? draft.Guid,
            Url = current.Url ?? draft.Url,
            Categories = Or(draft.Categories, current.Categories),
            UnknownCategories =
                draft.Categories.Count > 0 ? draft.UnknownCategories : current.UnknownCategories,
            Breaking = current.Breaking,
            EmbargoUntil = current.EmbargoUntil,
            Correction = draft.Correction ?? current.Correction,
        };

    private static ArticleContent WithMissing(ArticleContent one, ArticleContent other) =>
        one with
        {
            Guid = one.Guid ?? other.Guid,
            Url = one.Url ?? other.Url,
            Summary = one.Summary ?? other.Summary,
            Content = one.Content ?? other.Content,
            Authors = Or(one.Authors, other.Authors),
            Tags = Or(one.Tags, other.Tags),
            Image = one.Image ?? other.Image,
            Enclosures = Or(one.Enclosures, other.Enclosures),
            Source = one.Source ?? other.Source,
        };

    private static IReadOnlyList<T> Or<T>(IReadOnlyList<T> one, IReadOnlyList<T> other) =>
        one.Count > 0 ? one : other;
}
