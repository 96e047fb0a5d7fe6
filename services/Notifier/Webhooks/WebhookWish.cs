using Syndication.Contracts;

namespace Syndication.Notifier.Webhooks;

/// <summary>What somebody wants of a webhook, looked through; null is what was not told.</summary>
internal sealed record WebhookWish
{
    public string? Url { get; init; }
    public IReadOnlyList<string>? Topics { get; init; }
    public IReadOnlyList<string>? Events { get; init; }
    public BreakingLevel? MinLevel { get; init; }

    /// <summary>The description is told, also where it is null.</summary>
    public bool TellsDescription { get; init; }
    public string? Description { get; init; }

    /// <summary>Active or paused.</summary>
    public WebhookState? State { get; init; }

    public void ApplyTo(Webhook hook)
    {
        hook.Url = Url ?? hook.Url;
        hook.Topics = Topics is null ? hook.Topics : [.. Topics];
        hook.Events = Events is null ? hook.Events : [.. Events];
        hook.MinLevel = MinLevel ?? hook.MinLevel;
        if (TellsDescription)
            hook.Description = Description;
        if (State is { } state)
            hook.Set(state);
    }
}
