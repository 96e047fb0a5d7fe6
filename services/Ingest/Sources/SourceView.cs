using Syndication.Ingest.Store;
using Syndication.Ingest.WebSub;

namespace Syndication.Ingest.Sources;

/// <summary>A source as the newsroom sees it.</summary>
internal sealed record SourceView
{
    public required Guid Id { get; init; }
    public required string Kind { get; init; }
    public required string Url { get; init; }
    public required string Name { get; init; }
    public required IReadOnlyDictionary<string, string> CategoryMap { get; init; }
    public required IReadOnlyList<string> DefaultCategories { get; init; }
    public string? PollInterval { get; init; }
    public bool Enabled { get; init; }
    public DateTimeOffset CreatedAt { get; init; }
    public DateTimeOffset? LastPolledAt { get; init; }
    public int? LastStatus { get; init; }
    public string? LastError { get; init; }
    public DateTimeOffset? NextPollAt { get; init; }
    public long ArticlesSeen { get; init; }
    public int FailuresInARow { get; init; }
    public string? Hub { get; init; }
    public string? HubState { get; init; }
    public DateTimeOffset? HubLeaseUntil { get; init; }
    public DateTimeOffset? HubLastPushAt { get; init; }
    public string? HubError { get; init; }
    public DateTimeOffset? FrozenAt { get; init; }
    public string? FrozenReason { get; init; }

    public static SourceView Of(SourceRow row) =>
        new()
        {
            Id = row.Id,
            Kind = row.Kind.Name(),
            Url = row.Url,
            Name = row.Name,
            CategoryMap = row.CategoryMap,
            DefaultCategories = row.DefaultCategories,
            PollInterval = PollIntervalText.Format(row.PollInterval),
            Enabled = row.Enabled,
            CreatedAt = row.CreatedAt,
            LastPolledAt = row.LastPolledAt,
            LastStatus = row.LastStatus,
            LastError = row.LastError,
            NextPollAt = row.NextPollAt,
            ArticlesSeen = row.ArticlesSeen,
            FailuresInARow = row.FailuresInARow,
            Hub = HubList.First(row.Hub),
            HubState = row.Hub is null ? null : row.HubState.ToString().ToLowerInvariant(),
            HubLeaseUntil = row.HubLeaseUntil,
            HubLastPushAt = row.HubLastPushAt,
            HubError = row.HubError,
            FrozenAt = row.FrozenAt,
            FrozenReason = row.FrozenReason,
        };
}
