using System.Globalization;
using System.Text;
using Syndication.Ingest.Sources;
using Syndication.Ingest.Store;

namespace Syndication.Ingest.WebSub;

/// <summary>Answers a hub that asks whether a subscription, or its end, is meant (WebSub §5.3), or says no (§5.2).</summary>
internal sealed partial class IntentCheck(
    SubscriptionReader reader,
    WriteQueue writes,
    PollBell bell,
    TimeProvider time,
    ILogger<IntentCheck> logger
)
{
    private const int LongestChallenge = 2048;

    public async Task<IResult> AnswerAsync(string token, IQueryCollection query, CancellationToken ct)
    {
        if (!HubSecrets.IsToken(token))
            return CallbackAnswers.NotAsked();
        var (read, source) = await reader.FindAsync(token, ct);
        if (!read)
            return new Busy();
        return Only(query, "hub.mode") switch
        {
            "subscribe" => await SubscribeAsync(source, token, query, ct),
            "unsubscribe" => Unsubscribe(source, query),
            "denied" => await DenyAsync(source, token, query, ct),
            _ => CallbackAnswers.NotAsked(),
        };
    }

    private async Task<IResult> SubscribeAsync(
        SourceRow? source,
        string token,
        IQueryCollection query,
        CancellationToken ct
    )
    {
        if (!IsOurs(source, query) || source!.HubState == HubState.Denied || Challenge(query) is not { } said)
            return CallbackAnswers.NotAsked();
        var lease = HubTimes.Lease(Seconds(Only(query, "hub.lease_seconds")));
        var topic = source.Topic;
        // On record before the hub knows: it may push at once.
        var change = new ChangeHub(
            (sources, _) =>
                sources.Where(s => s.HubToken == token && s.Topic == topic && s.HubState != HubState.Denied),
            (row, now) => HubChanges.Verified(row, lease, now)
        );
        return await writes.SubmitAsync(change, ct) ? said : CallbackAnswers.NotAsked();
    }

    // A token is forgotten before the hub is asked to end the subscription. So whoever asks about one that nobody has is
    // told that its end is meant: there is nothing here that could be harmed by it, it needs no memory, and any instance
    // can say so. What is still subscribed to is never ended by a stranger's wish.
    private static IResult Unsubscribe(SourceRow? source, IQueryCollection query) =>
        source is null && Challenge(query) is { } said ? said : CallbackAnswers.NotAsked();

    private async Task<IResult> DenyAsync(
        SourceRow? source,
        string token,
        IQueryCollection query,
        CancellationToken ct
    )
    {
        if (!IsOurs(source, query))
            return CallbackAnswers.NotAsked();
        var reason = Only(query, "hub.reason") is { Length: > 0 } told
            ? $"The hub has denied the subscription: {told}"
            : "The hub has denied the subscription.";
        var count = Math.Max(1, HubList.Split(source!.Hub).Length);
        var at = time.GetUtcNow();
        var again = source.HubFailures % count != 0 ? at : at + HubTimes.AfterDenial;
        await writes.SubmitAsync(
            ChangeHub.Of(token, (row, now) => HubChanges.Denied(row, reason, again, now)),
            ct
        );
        SubscriptionDenied(source.Id);
        bell.Ring();
        return TypedResults.Ok();
    }

    private static bool IsOurs(SourceRow? source, IQueryCollection query) =>
        source?.Topic is { } topic
        && string.Equals(topic, Only(query, "hub.topic"), StringComparison.Ordinal);

    private static ChallengeEcho? Challenge(IQueryCollection query) =>
        Only(query, "hub.challenge") is { Length: > 0 } said
        && Encoding.UTF8.GetByteCount(said) <= LongestChallenge
            ? new ChallengeEcho(said)
            : null;

    private static long? Seconds(string? text) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)
            ? seconds
            : null;

    // One that is there twice is nobody's word.
    private static string? Only(IQueryCollection query, string name) =>
        query[name] is [var only] ? only : null;

    [LoggerMessage(LogLevel.Warning, "The hub of source {Source} has denied the subscription")]
    private partial void SubscriptionDenied(Guid source);
}
