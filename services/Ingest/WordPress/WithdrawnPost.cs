namespace Syndication.Ingest.WordPress;

/// <summary>A post that readers of the site can no longer see.</summary>
/// <param name="Id">The site's own number.</param>
/// <param name="Guid">By which its article is known, where the site still tells it.</param>
/// <param name="Reason">For the newsroom: deleted, taken back to draft, or behind a password.</param>
internal sealed record WithdrawnPost(long Id, string? Guid, string Reason);
