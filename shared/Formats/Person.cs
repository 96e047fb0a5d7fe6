namespace Syndication.Formats;

/// <summary>An author or contributor (RFC 4287 §3.2).</summary>
public sealed record Person(string? Name, string? Email = null, string? Url = null);
