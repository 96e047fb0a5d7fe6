namespace Syndication.Notifier.WebSub;

/// <summary>What is kept until a callback has been told that it cannot have a topic (WebSub §5.2).</summary>
internal static class HubDenial
{
    public static HubRequest Of(HubRequest request, string reason, DateTimeOffset now) =>
        Of(request.Digest, request.Protocol, request.Topic, request.Callback, request.Origin, reason, now);

    /// <param name="subscription">One that ends now.</param>
    /// <param name="origin">The publication's own.</param>
    /// <param name="reason">Why, for the subscriber.</param>
    /// <param name="now">The instant.</param>
    public static HubRequest Of(
        HubSubscription subscription,
        string origin,
        string reason,
        DateTimeOffset now
    ) =>
        Of(
            subscription.Digest,
            subscription.Protocol,
            origin + subscription.Topic,
            subscription.Callback,
            subscription.Origin,
            reason,
            now
        );

    private static HubRequest Of(
        byte[] digest,
        HubProtocol protocol,
        string topic,
        string callback,
        string origin,
        string reason,
        DateTimeOffset now
    ) =>
        new()
        {
            Digest = digest,
            Mode = HubMode.Denied,
            Protocol = protocol,
            Topic = topic,
            Callback = callback,
            Origin = origin,
            Reason = reason,
            CreatedAt = now,
            DueAt = now,
            Stamp = Guid.CreateVersion7(now),
        };
}
