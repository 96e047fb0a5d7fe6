namespace Syndication.Contracts;

/// <summary>What has happened to articles somewhere in the house, gathered for a moment; some may be lost on the way.</summary>
/// <param name="Steps">At least one; of any articles, in the order of their happening.</param>
public sealed record ArticleSteps(IReadOnlyList<ArticleStep> Steps);
