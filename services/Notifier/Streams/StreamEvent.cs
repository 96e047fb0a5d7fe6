using System.Text.Json;
using Syndication.Contracts;
using Syndication.Hosting.Json;
using Syndication.Notifier.Alerts;

namespace Syndication.Notifier.Streams;

/// <summary>A line of the log that every stream is read from; never changed, deleted when it is old.</summary>
internal sealed class StreamEvent
{
    /// <summary>Given by the database; grows in the order of commits, with holes.</summary>
    public long Seq { get; init; }

    public required Guid AlertId { get; init; }

    public required StreamKind Kind { get; init; }

    /// <summary>Category slugs.</summary>
    public required List<string> Topics { get; init; }

    public BreakingLevel Level { get; init; } = BreakingLevel.Breaking;

    /// <summary>JSON in one line, as readers get it.</summary>
    public required string Payload { get; init; }

    public required DateTimeOffset At { get; init; }

    /// <summary>What there is to tell about an alert as it stands now.</summary>
    public static StreamEvent Of(Alert alert, StreamKind kind, DateTimeOffset now) =>
        new()
        {
            AlertId = alert.Id,
            Kind = kind,
            Topics = [.. alert.Topics],
            Level = alert.Level,
            Payload = JsonSerializer.Serialize(StreamPayload.Of(alert, now), HouseJson.Options),
            At = now,
        };
}
