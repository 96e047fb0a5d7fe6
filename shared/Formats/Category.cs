namespace Syndication.Formats;

/// <summary>What an entry is about (RFC 4287 §4.2.2); <paramref name="Label"/> is for people.</summary>
public sealed record Category(string Term, string? Scheme = null, string? Label = null);
