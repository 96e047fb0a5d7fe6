namespace Syndication.Contracts;

/// <summary>
/// Something has happened to an article somewhere in the house; for its timeline, and for nothing else. It travels in
/// <see cref="ArticleSteps"/>. Of an article's revision the same step by the same teller is shown once, the earliest.
/// </summary>
public sealed record ArticleStep
{
    public required Guid ArticleId { get; init; }

    /// <summary>The revision it happened to.</summary>
    public required int Revision { get; init; }

    /// <summary>Such as <c>projected</c>, <c>feed-changed</c>, <c>alerted</c>; at most 60 characters.</summary>
    public required string Step { get; init; }

    /// <summary>
    /// Who says so: <c>feeds</c>, <c>notifier</c>; with the instance after a colon where each does its own part; at most 60
    /// characters.
    /// </summary>
    public required string By { get; init; }
    public required DateTimeOffset At { get; init; }

    /// <summary>Of what, or how it went; at most 500 characters, no secrets.</summary>
    public string? Detail { get; init; }
}
