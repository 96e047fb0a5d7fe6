using System.Text.Json.Serialization;

namespace Syndication.Notifier.Webhooks;

/// <summary>What has become of an event on its way to an endpoint.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<WebhookDeliveryState>))]
internal enum WebhookDeliveryState
{
    /// <summary>Not tried yet, or to be tried again.</summary>
    [JsonStringEnumMemberName("waiting")]
    Waiting,

    /// <summary>The endpoint has acknowledged it.</summary>
    [JsonStringEnumMemberName("delivered")]
    Delivered,

    /// <summary>It is out of tries.</summary>
    [JsonStringEnumMemberName("failed")]
    Failed,
}
