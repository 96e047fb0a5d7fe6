namespace Syndication.Contracts;

/// <summary>Who wrote an article; a name at least.</summary>
public sealed record Person(string Name, string? Email = null, string? Url = null);
