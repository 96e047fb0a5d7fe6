using Syndication.Contracts;

namespace Syndication.Notifier.Alerts;

/// <summary>An alert as the newsroom sees it.</summary>
internal sealed record AlertView
{
    public required Guid Id { get; init; }
    public required Guid? ArticleId { get; init; }
    public required string? FeedId { get; init; }
    public required BreakingLevel Level { get; init; }
    public required string Title { get; init; }
    public required string Body { get; init; }
    public required string? Url { get; init; }
    public required string? Image { get; init; }
    public required IReadOnlyList<string> Topics { get; init; }
    public required string Language { get; init; }
    public required AlertState State { get; init; }
    public required int Sequence { get; init; }
    public required string? Key { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
    public required DateTimeOffset? SentAt { get; init; }

    public static AlertView Of(Alert alert) =>
        new()
        {
            Id = alert.Id,
            ArticleId = alert.ArticleId,
            FeedId = alert.FeedId,
            Level = alert.Level,
            Title = alert.Title,
            Body = alert.Body,
            Url = alert.Url,
            Image = alert.Image,
            Topics = alert.Topics,
            Language = alert.Language,
            State = alert.State,
            Sequence = alert.Sequence,
            Key = alert.Key,
            CreatedAt = alert.CreatedAt,
            SentAt = alert.SentAt,
        };
}
