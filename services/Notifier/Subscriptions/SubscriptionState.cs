using System.Text.Json.Serialization;

namespace Syndication.Notifier.Subscriptions;

/// <summary>Whether a subscriber is reached.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<SubscriptionState>))]
public enum SubscriptionState
{
    /// <summary>Gets what it asked for.</summary>
    [JsonStringEnumMemberName("active")]
    Active,

    /// <summary>Gets nothing until the reader goes on.</summary>
    [JsonStringEnumMemberName("paused")]
    Paused,

    /// <summary>Its push service said beforehand until when it holds, or it has failed for too long.</summary>
    [JsonStringEnumMemberName("expired")]
    Expired,

    /// <summary>Its push service says that it is no more (404 or 410).</summary>
    [JsonStringEnumMemberName("gone")]
    Gone,
}
