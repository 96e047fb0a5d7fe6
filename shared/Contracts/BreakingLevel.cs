using System.Text.Json.Serialization;

namespace Syndication.Contracts;

/// <summary>How urgent the newsroom says an article is.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<BreakingLevel>))]
public enum BreakingLevel
{
    /// <summary>Ordinary news: in the feeds, no alert.</summary>
    [JsonStringEnumMemberName("none")]
    None,

    /// <summary>Breaking news: an alert to whoever follows one of its categories.</summary>
    [JsonStringEnumMemberName("breaking")]
    Breaking,

    /// <summary>The rarest: an alert that goes before all others.</summary>
    [JsonStringEnumMemberName("flash")]
    Flash,
}
