using System.Text.Json.Serialization;

namespace Syndication.Ingest.Articles;

/// <summary>Where an article stands. Stored by number: never reorder.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ArticleState>))]
internal enum ArticleState
{
    /// <summary>In the feeds.</summary>
    [JsonStringEnumMemberName("published")]
    Published,

    /// <summary>Held until its embargo ends.</summary>
    [JsonStringEnumMemberName("embargoed")]
    Embargoed,

    /// <summary>Withdrawn; only an explicit re-publication brings it back.</summary>
    [JsonStringEnumMemberName("retracted")]
    Retracted,

    /// <summary>Held until the newsroom looks at it; <c>quarantineReason</c> says why.</summary>
    [JsonStringEnumMemberName("quarantined")]
    Quarantined,
}
