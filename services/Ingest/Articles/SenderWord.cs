namespace Syndication.Ingest.Articles;

/// <summary>What a sender told last of an article.</summary>
/// <param name="Sender"><c>api</c>, <c>import</c>, or <c>source:</c> with its id.</param>
/// <param name="Guid">Its own key for the article, if it has one.</param>
/// <param name="Said">A digest of all that it said; a sender that repeats itself changes nothing.</param>
internal sealed record SenderWord(string Sender, string? Guid, string Said)
{
    /// <summary>It speaks of another site's article; that site's own word takes the place of it.</summary>
    public bool Stranger { get; init; }
}
