using Syndication.Contracts;
using Syndication.Notifier.Subscriptions;

namespace Syndication.Notifier.Webhooks;

/// <summary>An endpoint of somebody's own program that is told of events (Standard Webhooks).</summary>
internal sealed class Webhook
{
    /// <summary>How long an endpoint may do nothing but fail.</summary>
    public static readonly TimeSpan LongestFailure = TimeSpan.FromDays(5);

    /// <summary>So many deliveries may run out of tries with not one success between.</summary>
    public const int MostExhausted = 10;

    /// <summary>UUIDv7; the order of ids is the order of making.</summary>
    public required Guid Id { get; init; }

    /// <summary>Absolute; it may be a capability: of it only the origin goes into a log.</summary>
    public required string Url { get; set; }

    /// <summary>Its owner's own words.</summary>
    public string? Description { get; set; }

    /// <summary>Category slugs, or <c>all</c>.</summary>
    public required List<string> Topics { get; set; }

    /// <summary>Of <see cref="WebhookTypes.All"/>, one at least.</summary>
    public required List<string> Events { get; set; }

    /// <summary>Of alerts; articles have none.</summary>
    public required BreakingLevel MinLevel { get; set; }

    /// <summary>Key of the signatures.</summary>
    public required byte[] Secret { get; set; }

    /// <summary>The key before, which signs as well until <see cref="OldSecretUntil"/>.</summary>
    public byte[]? OldSecret { get; set; }

    public DateTimeOffset? OldSecretUntil { get; set; }

    public WebhookState State { get; set; } = WebhookState.Active;

    /// <summary>Why it is disabled, in words; null where it is not.</summary>
    public string? Reason { get; set; }

    public DateTimeOffset? DisabledAt { get; set; }

    /// <summary>Whoever made it, and their <c>Idempotency-Key</c>: a repeat of that call makes no second one.</summary>
    public string? Call { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it last acknowledged an event.</summary>
    public DateTimeOffset? DeliveredAt { get; set; }

    /// <summary>Since when every try has failed; null while they arrive.</summary>
    public DateTimeOffset? FailingSince { get; set; }

    /// <summary>What the last failure was, in words; null while events arrive.</summary>
    public string? Fault { get; set; }

    /// <summary>Deliveries in a row that ran out of tries.</summary>
    public int Exhausted { get; set; }

    /// <summary>Nothing goes there before: it has asked for patience.</summary>
    public DateTimeOffset? RestUntil { get; set; }

    /// <summary>The keys that sign now, the newest first.</summary>
    public IEnumerable<byte[]> SecretsAt(DateTimeOffset now) =>
        OldSecret is { } old && OldSecretUntil > now ? [Secret, old] : [Secret];

    /// <summary>Whether an event is for it.</summary>
    public bool Wants(WebhookEvent what)
    {
        if (!Events.Contains(what.Type, StringComparer.Ordinal))
            return false;
        if (what.Level is { } level && level < MinLevel)
            return false;
        if (what.Exclude.Intersect(Topics, StringComparer.Ordinal).Any())
            return false;
        return Topics.Contains(SubscriptionTopic.All, StringComparer.Ordinal)
            || what.Topics.Contains(SubscriptionTopic.All, StringComparer.Ordinal)
            || what.Topics.Intersect(Topics, StringComparer.Ordinal).Any();
    }

    /// <summary>Another key signs from now on.</summary>
    /// <param name="secret">The new one.</param>
    /// <param name="until">How long the one before goes on signing beside it.</param>
    /// <param name="now">An end that is not later is none.</param>
    public void Rotate(byte[] secret, DateTimeOffset until, DateTimeOffset now)
    {
        var overlaps = until > now;
        OldSecret = overlaps ? Secret : null;
        OldSecretUntil = overlaps ? until : null;
        Secret = secret;
    }

    /// <summary>An event has arrived: whatever was wrong is over.</summary>
    public void Succeed(DateTimeOffset now)
    {
        DeliveredAt = now;
        Forgive();
    }

    /// <summary>A try has failed.</summary>
    /// <param name="fault">In words without the path.</param>
    /// <param name="isExhausted">It was the last of its event.</param>
    /// <param name="now">When.</param>
    /// <returns>True if this was too much.</returns>
    public bool Fail(string fault, bool isExhausted, DateTimeOffset now)
    {
        Fault = fault;
        var since = FailingSince ??= now;
        if (isExhausted)
            Exhausted++;
        if (State != WebhookState.Active)
            return false;
        if (now - since >= LongestFailure)
            return Disable($"Nothing has arrived since {since:yyyy-MM-dd HH:mm} UTC. {fault}", now);
        return Exhausted >= MostExhausted
            && Disable($"{Exhausted} events in a row ran out of tries. {fault}", now);
    }

    /// <summary>Nothing goes there any more until its owner says so; true if that is new.</summary>
    public bool Disable(string reason, DateTimeOffset now)
    {
        if (State == WebhookState.Disabled)
            return false;
        (State, Reason, DisabledAt) = (WebhookState.Disabled, reason, now);
        return true;
    }

    /// <summary>Its owner's word, active or paused; what was wrong before is forgotten.</summary>
    public void Set(WebhookState state)
    {
        if (State == WebhookState.Disabled || state == WebhookState.Paused)
            Forgive();
        (State, Reason, DisabledAt) = (state, null, null);
    }

    private void Forgive() => (FailingSince, Fault, Exhausted, RestUntil) = (null, null, 0, null);
}
