using Syndication.Contracts;
using Syndication.Notifier.Alerts;

namespace Syndication.Notifier.Streams;

/// <summary>The JSON of an event in the stream.</summary>
internal sealed record StreamPayload
{
    public required Guid AlertId { get; init; }
    public required Guid? ArticleId { get; init; }
    public required string? FeedId { get; init; }
    public required string Title { get; init; }
    public required string Body { get; init; }
    public required string? Url { get; init; }
    public required string? Image { get; init; }
    public required IReadOnlyList<string> Topics { get; init; }
    public required BreakingLevel Level { get; init; }
    public required string Language { get; init; }
    public required int Sequence { get; init; }
    public required DateTimeOffset Timestamp { get; init; }
    public required AlertState State { get; init; }

    public static StreamPayload Of(Alert alert, DateTimeOffset now) =>
        new()
        {
            AlertId = alert.Id,
            ArticleId = alert.ArticleId,
            FeedId = alert.FeedId,
            Title = alert.Title,
            Body = alert.Body,
            Url = alert.Url,
            Image = alert.Image,
            Topics = alert.Topics,
            Level = alert.Level,
            Language = alert.Language,
            Sequence = alert.Sequence,
            Timestamp = now,
            // For whoever hears of it, it is out.
            State = alert.State == AlertState.Sending ? AlertState.Sent : alert.State,
        };
}
