namespace Syndication.Formats;

/// <summary>Where an entry came from first (RFC 4287 §4.2.11).</summary>
public sealed record EntrySource(string? Id, string? Title, string? Link);
