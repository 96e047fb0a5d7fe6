using System.Text.Json.Serialization;

namespace Syndication.Notifier.Alerts;

/// <summary>What a call that makes an alert is answered.</summary>
internal sealed record AlertAnswer
{
    public required Guid Id { get; init; }
    public required AlertState State { get; init; }

    /// <summary>Why it waits until it is sure that its article is out; it goes out by itself then.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Held { get; init; }
    public required int Sequence { get; init; }

    /// <summary>Null where its readers cannot be counted right now: the alert stands all the same.</summary>
    public required AlertEstimate? Estimate { get; init; }

    /// <summary>Fields in which the alert that was there already says otherwise; it stays as it was.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<string>? Differs { get; init; }
}
