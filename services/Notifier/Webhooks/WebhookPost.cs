using System.Net;
using System.Text;
using Syndication.Hosting.Outbound;

namespace Syndication.Notifier.Webhooks;

/// <summary>Sends an event to one endpoint, and reads what its answer means.</summary>
internal sealed class WebhookPost(OutboundHttp http, TimeProvider time)
{
    public const string ContentType = "application/json";
    private const int MostOfAnswer = 1024;

    // An endpoint that asks for patience and does not say how long.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    /// <summary>An endpoint has so long to acknowledge.</summary>
    public static readonly TimeSpan TimeLimit = TimeSpan.FromSeconds(15);

    /// <param name="hook">Whose endpoint; signed with its keys.</param>
    /// <param name="eventId">The event's.</param>
    /// <param name="payload">The body.</param>
    /// <param name="ct">Ends it.</param>
    public async Task<WebhookAnswer> SendAsync(
        Webhook hook,
        Guid eventId,
        string payload,
        CancellationToken ct
    )
    {
        var (now, begin) = (time.GetUtcNow(), time.GetTimestamp());
        var body = Encoding.UTF8.GetBytes(payload);
        var signed = WebhookSignature.Of(eventId, body, hook.SecretsAt(now), now);
        var outcome = await http.SendAsync(
            new(new Uri(hook.Url))
            {
                Method = HttpMethod.Post,
                Headers =
                [
                    new("Content-Type", ContentType),
                    new("webhook-id", signed.Id),
                    new("webhook-timestamp", signed.Timestamp),
                    new("webhook-signature", signed.Signatures),
                ],
                Body = body,
                ToStranger = true,
                MostRedirects = 0,
                Glimpse = MostOfAnswer,
                TimeLimit = TimeLimit,
            },
            ct
        );
        var tried = new WebhookAnswer
        {
            At = now,
            Signed = signed,
            Took = time.GetElapsedTime(begin),
        };
        return outcome switch
        {
            OutboundOutcome.Answered { Answer: var answer } => Read(tried, answer),
            OutboundOutcome.Failed failed => tried with { Fault = failed.Reason },
            _ => tried with { Fault = "The endpoint does not answer." },
        };
    }

    // "Delivery success and failure": 2xx is a success, everything else is none.
    private WebhookAnswer Read(WebhookAnswer tried, OutboundAnswer answer)
    {
        var isTaken = answer.Status is >= HttpStatusCode.OK and < HttpStatusCode.Ambiguous;
        var isBusy = answer.Status is HttpStatusCode.TooManyRequests;
        return tried with
        {
            Status = (int)answer.Status,
            Body = TextOf(answer.Body.Span),
            IsGone = answer.Status == HttpStatusCode.Gone,
            RetryAfter = isTaken ? null : answer.RetryAfter(time.GetUtcNow()) ?? (isBusy ? Patience : null),
            Fault = isTaken ? null : FaultOf(answer),
        };
    }

    private static string FaultOf(OutboundAnswer answer) =>
        answer.Status switch
        {
            HttpStatusCode.Gone => "The endpoint is gone (410).",
            HttpStatusCode.TooManyRequests => "The endpoint asks for patience (429).",
            >= HttpStatusCode.Ambiguous and < HttpStatusCode.BadRequest =>
                $"The endpoint redirects ({answer.StatusText}), which is not followed.",
            _ => $"The endpoint answers {answer.StatusText}.",
        };

    // PostgreSQL keeps no NUL. A letter that is cut in the middle is no letter.
    private static string TextOf(ReadOnlySpan<byte> bytes) =>
        Encoding.UTF8.GetString(bytes).Replace('\0', '\uFFFD').TrimEnd('\uFFFD');
}
