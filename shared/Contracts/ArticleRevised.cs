namespace Syndication.Contracts;

/// <summary>A published article has a new revision.</summary>
public sealed record ArticleRevised
{
    public required Article Article { get; init; }

    /// <summary>The newsroom calls the edit significant, or corrects itself in it.</summary>
    public bool Significant { get; init; }
}
