namespace Syndication.Notifier.Alerts;

/// <summary>What shall be other about an alert that waits; what is left out stays.</summary>
internal sealed record AmendmentInput
{
    public string? Title { get; init; }
    public string? Body { get; init; }
    public string? Url { get; init; }
    public string? Image { get; init; }
    public IReadOnlyList<string?>? Topics { get; init; }
    public IReadOnlyList<string?>? Exclude { get; init; }
    public string? Level { get; init; }
    public DateTimeOffset? SendAt { get; init; }
    public long? Ttl { get; init; }
}
