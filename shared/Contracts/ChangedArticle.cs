namespace Syndication.Contracts;

/// <summary>An article by which a feed has changed: it came, was revised, or left.</summary>
/// <param name="Id">The article.</param>
/// <param name="Revision">The revision that changed it; of several of one article the last.</param>
public sealed record ChangedArticle(Guid Id, int Revision);
