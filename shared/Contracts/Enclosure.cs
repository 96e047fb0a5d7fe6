namespace Syndication.Contracts;

/// <summary>A file that belongs to an article; <paramref name="Length"/> in bytes where the sender told it.</summary>
public sealed record Enclosure(string Url, string? Type = null, long? Length = null);
