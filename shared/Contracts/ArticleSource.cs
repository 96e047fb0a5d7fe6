namespace Syndication.Contracts;

/// <summary>Whom the newsroom has the story from, such as an agency.</summary>
public sealed record ArticleSource(string? Name, string? Url = null);
