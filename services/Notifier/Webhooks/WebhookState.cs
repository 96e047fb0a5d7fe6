using System.Text.Json.Serialization;

namespace Syndication.Notifier.Webhooks;

/// <summary>Whether events go to an endpoint.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<WebhookState>))]
internal enum WebhookState
{
    /// <summary>They do.</summary>
    [JsonStringEnumMemberName("active")]
    Active,

    /// <summary>Its owner wants none for now.</summary>
    [JsonStringEnumMemberName("paused")]
    Paused,

    /// <summary>It is gone, or has failed for too long; its owner must say that it is well again.</summary>
    [JsonStringEnumMemberName("disabled")]
    Disabled,
}
