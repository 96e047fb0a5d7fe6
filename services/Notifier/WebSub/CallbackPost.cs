using System.Net;
using Syndication.Hosting.Outbound;
using Syndication.Notifier.Deliveries;

namespace Syndication.Notifier.WebSub;

/// <summary>Sends a version to one callback (WebSub §7), and reads what its answer means.</summary>
internal sealed class CallbackPost(OutboundHttp http, TimeProvider time)
{
    private const int MostOfAnswer = 4096;
    private static readonly TimeSpan TimeLimit = TimeSpan.FromSeconds(10);

    public async Task<DeliveryOutcome> SendAsync(HubErrand errand, CancellationToken ct)
    {
        var (what, to) = (errand.What, errand.To);
        var isPing = to.Protocol == HubProtocol.RssCloud;
        var outcome = await http.SendAsync(
            new(new Uri(to.Callback))
            {
                Method = HttpMethod.Post,
                Headers = isPing ? CloudPing.Headers : what.HeadersFor(to.Secret),
                Body = isPing ? what.Ping : what.Body,
                InHouse = to.Protocol == HubProtocol.SelfTest,
                ToStranger = to.Protocol != HubProtocol.SelfTest,
                MostRedirects = 0,
                MostBytes = MostOfAnswer,
                StatusSuffices = true,
                TimeLimit = TimeLimit,
            },
            ct
        );
        return outcome switch
        {
            OutboundOutcome.Answered { Answer: var answer } => Read(answer),
            OutboundOutcome.Failed failed => new(DeliveryVerdict.Unreachable, Fault: failed.Reason),
            _ => new(DeliveryVerdict.Unreachable),
        };
    }

    private DeliveryOutcome Read(OutboundAnswer answer) =>
        answer.Status switch
        {
            >= HttpStatusCode.OK and < HttpStatusCode.Ambiguous => DeliveryOutcome.Delivered,
            HttpStatusCode.Gone => new(DeliveryVerdict.Gone, Fault: "The callback is gone (410)."),
            HttpStatusCode.TooManyRequests => new(
                DeliveryVerdict.Throttled,
                answer.RetryAfter(time.GetUtcNow()),
                "The callback asks for patience (429)."
            ),
            // It says when to come again: it is there, and has too much to do.
            HttpStatusCode.ServiceUnavailable when answer.RetryAfter(time.GetUtcNow()) is { } asked => new(
                DeliveryVerdict.Throttled,
                asked,
                "The callback asks for patience (503)."
            ),
            >= HttpStatusCode.InternalServerError => new(
                DeliveryVerdict.Unreachable,
                answer.RetryAfter(time.GetUtcNow()),
                $"The callback answers {answer.StatusText}."
            ),
            >= HttpStatusCode.Ambiguous and < HttpStatusCode.BadRequest => new(
                DeliveryVerdict.Refused,
                Fault: $"The callback redirects ({answer.StatusText}), which is not followed."
            ),
            _ => new(DeliveryVerdict.Refused, Fault: $"The callback answers {answer.StatusText}."),
        };
}
