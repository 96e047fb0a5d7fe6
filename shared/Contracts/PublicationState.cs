using System.Text.Json.Serialization;

namespace Syndication.Contracts;

/// <summary>Whether an article may be told of.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<PublicationState>))]
public enum PublicationState
{
    /// <summary>There is none.</summary>
    [JsonStringEnumMemberName("unknown")]
    Unknown,

    /// <summary>It is out.</summary>
    [JsonStringEnumMemberName("published")]
    Published,

    /// <summary>Not before its embargo ends.</summary>
    [JsonStringEnumMemberName("embargoed")]
    Embargoed,

    /// <summary>Not before the newsroom has looked at it.</summary>
    [JsonStringEnumMemberName("quarantined")]
    Quarantined,

    /// <summary>It was taken back, before or after it was out.</summary>
    [JsonStringEnumMemberName("retracted")]
    Retracted,
}
