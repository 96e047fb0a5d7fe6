namespace Syndication.Ingest.Articles;

/// <summary>
/// Makes one article of what several senders say of it. The newsroom's own word (the API) holds as it is. A source's first
/// word on what another sender has brought only fills in what is missing, what it edits later is an edit, and what it
/// repeats is nothing: without that, two senders of one article would undo each other's words with every poll. Pure.
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
        var word = WordOf(current, sender);
        if (word?.Said == said)
            return null;
        return draft with
        {
            Content = word is null ? FilledIn(current, draft.Content) : Edited(current, draft.Content),
            PublishedAt = word is null ? current.PublishedAt : draft.PublishedAt,
            // Only whoever may release it releases it.
            Arrival =
                current.State == ArticleState.Quarantined
                    ? draft.Arrival with
                    {
                        HoldReason = current.QuarantineReason,
                    }
                    : draft.Arrival,
        };
    }

    /// <summary>The article with this sender's word on record; the same instance where it is already.</summary>
    public static StoredArticle WithWord(StoredArticle article, ArticleDraft draft, string said)
    {
        var sender = draft.Arrival.Sender;
        var known = WordOf(article, sender);
        var word = new SenderWord(sender, draft.Content.Guid ?? known?.Guid, said);
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

    private static bool IsAlone(StoredArticle article, string sender) =>
        Senders(article).All(s => s == sender);

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
