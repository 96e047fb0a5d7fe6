namespace Syndication.Formats;

/// <summary>Tells that an entry was withdrawn (RFC 6721 §3).</summary>
/// <param name="Id">The id that the entry had.</param>
/// <param name="When">The instant of its withdrawal.</param>
/// <param name="Comment">Plain text; why.</param>
public sealed record DeletedEntry(string Id, DateTimeOffset When, string? Comment = null);
