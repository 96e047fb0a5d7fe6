using System.Text.Json.Serialization;

namespace Syndication.Notifier.Alerts;

/// <summary>How far an alert has come.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<AlertState>))]
public enum AlertState
{
    /// <summary>Waits for somebody to approve it.</summary>
    [JsonStringEnumMemberName("draft")]
    Draft,

    /// <summary>May go out.</summary>
    [JsonStringEnumMemberName("approved")]
    Approved,

    /// <summary>May go out at a given instant.</summary>
    [JsonStringEnumMemberName("scheduled")]
    Scheduled,

    /// <summary>On its way: some have it, some do not.</summary>
    [JsonStringEnumMemberName("sending")]
    Sending,

    /// <summary>Out.</summary>
    [JsonStringEnumMemberName("sent")]
    Sent,

    /// <summary>Never to be seen, or seen and taken back. Final.</summary>
    [JsonStringEnumMemberName("withdrawn")]
    Withdrawn,

    /// <summary>Out, and corrected since.</summary>
    [JsonStringEnumMemberName("corrected")]
    Corrected,
}
