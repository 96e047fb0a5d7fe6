using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using System.Text.Json.Serialization;
using Syndication.Contracts;
using Syndication.Hosting.Json;

namespace Syndication.Ingest.Articles;

/// <summary>One revision of an article, as it is stored and as it is answered. Never changed once written.</summary>
internal sealed record StoredArticle : ArticleContent
{
    public required Guid Id { get; init; }

    /// <summary>The identity in every feed and alert.</summary>
    public string FeedId => $"urn:uuid:{Id}";
    public required int Revision { get; init; }
    public required ArticleState State { get; init; }

    /// <summary>When the first revision came in.</summary>
    public required DateTimeOffset ReceivedAt { get; init; }

    /// <summary>When this revision was made.</summary>
    public required DateTimeOffset RevisedAt { get; init; }

    /// <summary>Frozen at first publication; before that, what it would be now.</summary>
    public required DateTimeOffset PublishedAt { get; init; }
    public required DateTimeOffset UpdatedAt { get; init; }
    public bool Significant { get; init; }

    /// <summary>True once readers could have seen it, whatever became of it.</summary>
    public bool EverPublished { get; init; }

    /// <summary>Why it was retracted, in the newsroom's words.</summary>
    public string? Reason { get; init; }

    /// <summary>The source that brought it first; null for what came by the API.</summary>
    public Guid? SourceId { get; init; }

    /// <summary>Why it waits for the newsroom; null where it does not.</summary>
    public string? QuarantineReason { get; init; }

    /// <summary>Who has brought it, each with its last word; in an old revision as it was known then.</summary>
    public IReadOnlyList<SenderWord> Senders { get; init; } = [];

    /// <summary>The article that this one turned out to be; whatever this one was known by leads there.</summary>
    public Guid? DuplicateOf { get; init; }

    /// <summary>The newsroom has let it out of quarantine: its unknown categories hold it no more.</summary>
    public bool Released { get; init; }

    /// <summary>Slugs that the newsroom filed it under when it let it out; they stand whatever the sender says.</summary>
    public IReadOnlyList<string> FiledUnder { get; init; } = [];

    [SetsRequiredMembers]
    public StoredArticle(ArticleContent content)
        : base(content) { }

    [JsonConstructor]
    public StoredArticle() { }

    public string ToJson() => JsonSerializer.Serialize(this, HouseJson.Options);

    public static StoredArticle FromJson(string json) =>
        JsonSerializer.Deserialize<StoredArticle>(json, HouseJson.Options)
        ?? throw new JsonException("A stored article is null.");

    /// <summary>Whether it may be told of, for those who hold something back for it.</summary>
    public ArticleStanding ToStanding() =>
        new()
        {
            ArticleId = Id,
            Revision = Revision,
            State = State switch
            {
                ArticleState.Published => PublicationState.Published,
                ArticleState.Embargoed => PublicationState.Embargoed,
                ArticleState.Quarantined => PublicationState.Quarantined,
                ArticleState.Retracted => PublicationState.Retracted,
                _ => throw new UnreachableException($"{State}"),
            },
            Until = State == ArticleState.Embargoed ? EmbargoUntil : null,
        };

    /// <summary>The article as other services may know it.</summary>
    public Article ToContract() =>
        new()
        {
            Id = Id,
            Revision = Revision,
            Url = Url,
            Title = Title,
            Summary = Summary,
            Content = Content,
            Authors = Authors,
            Categories = Categories,
            Tags = Tags,
            Language = Language,
            PublishedAt = PublishedAt,
            UpdatedAt = UpdatedAt,
            RevisedAt = RevisedAt,
            Image = Image,
            Enclosures = Enclosures,
            Source = Source,
            Breaking = Breaking,
            Correction = Correction,
        };
}
