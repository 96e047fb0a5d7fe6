using System.Text.Json.Serialization;

namespace Syndication.Contracts;

/// <summary>Whether a category may be published.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<CategoryState>))]
public enum CategoryState
{
    /// <summary>Its articles pass, its feed is served.</summary>
    [JsonStringEnumMemberName("allowed")]
    Allowed,

    /// <summary>Its name is dropped from articles, its feed answers 410.</summary>
    [JsonStringEnumMemberName("blocked")]
    Blocked,
}
