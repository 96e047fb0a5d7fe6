namespace Syndication.Formats;

/// <summary>A file that belongs to an entry; <paramref name="Length"/> in bytes.</summary>
public sealed record Enclosure(string Url, string? Type = null, long? Length = null);
