using System.Text.Json.Serialization;
using Syndication.Contracts;
using Syndication.Notifier.Deliveries;

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
    public required IReadOnlyList<string> Exclude { get; init; }
    public required string Language { get; init; }
    public required AlertState State { get; init; }

    /// <summary>As <see cref="Alert.HeldFor"/>.</summary>
    public required string? Held { get; init; }
    public required int Sequence { get; init; }
    public required string? Key { get; init; }
    public required DateTimeOffset? SendAt { get; init; }
    public required int Ttl { get; init; }
    public required bool DryRun { get; init; }
    public required string? Note { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
    public required DateTimeOffset? SentAt { get; init; }
    public required AlertCounts Counts { get; init; }
    public required AlertDone Progress { get; init; }
    public required AlertLatency Latency { get; init; }

    /// <summary>Who did what, the oldest first; only where one alert is asked for.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<AlertActView>? History { get; init; }

    public static AlertView Of(Alert alert, AlertProgress? progress, IEnumerable<AlertAct>? acts = null) =>
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
            Exclude = alert.Exclude,
            Language = alert.Language,
            State = alert.State,
            Held = alert.HeldFor,
            Sequence = alert.Sequence,
            Key = AlertKeys.Shown(alert.Key),
            SendAt = alert.SendAt,
            Ttl = alert.TimeToLive,
            DryRun = alert.DryRun,
            Note = alert.Note,
            CreatedAt = alert.CreatedAt,
            SentAt = alert.SentAt,
            Counts = AlertCounts.Of(progress),
            Progress = AlertDone.Of(progress),
            Latency = AlertLatency.Of(progress),
            History = acts
                ?.Select(a => new AlertActView(a.At, a.Who, a.Act, a.Detail, AlertWording.FromJson(a.Before)))
                .ToList(),
        };
}
