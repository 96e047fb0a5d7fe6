using Syndication.Contracts;

namespace Syndication.Notifier.Webhooks;

/// <summary>
/// A line of the log that every webhook is fed from, written in the transaction in which this service learns of what it tells;
/// never changed but by <see cref="IsFanned"/>, deleted when it is old.
/// </summary>
internal sealed class WebhookEvent
{
    /// <summary>Given by the database.</summary>
    public long Seq { get; init; }

    /// <summary>UUIDv7; the same at every try and to every endpoint.</summary>
    public required Guid Id { get; init; }

    /// <summary>The article or the alert.</summary>
    public required Guid Subject { get; init; }

    /// <summary>The article's revision or the alert's sequence; of each there is one event.</summary>
    public required int Version { get; init; }

    /// <summary>Of <see cref="WebhookTypes.All"/>.</summary>
    public required string Type { get; init; }

    /// <summary>Category slugs, or <c>all</c>: whose followers are told. Those of its earlier events are among them.</summary>
    public required List<string> Topics { get; init; }

    /// <summary>Category slugs: whoever follows one of them is not told.</summary>
    public required List<string> Exclude { get; init; }

    /// <summary>Of an alert; null of an article.</summary>
    public required BreakingLevel? Level { get; init; }

    /// <summary>The body as it is sent and signed: JSON in one line.</summary>
    public required string Payload { get; init; }

    public required DateTimeOffset At { get; init; }

    /// <summary>Whoever wants it has a <see cref="WebhookDelivery"/>.</summary>
    public bool IsFanned { get; init; }

    /// <summary>True of an article: its timeline hears who has acknowledged it.</summary>
    public bool IsOfArticle => Level is null;
}
