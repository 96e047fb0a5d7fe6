using System.Net;
using System.Text.Json;
using Syndication.Hosting.Outbound;
using Syndication.Notifier.Deliveries;

namespace Syndication.Notifier.WebPush;

/// <summary>What a push service's answer means (RFC 8030 §5 and §8.4, RFC 8292 §4.2).</summary>
internal static class PushAnswer
{
    private const int MostOfReason = 40;
    private const HttpStatusCode TooEarly = (HttpStatusCode)425; // RFC 8470 §5.2

    public static DeliveryOutcome Read(OutboundOutcome outcome, DateTimeOffset now) =>
        outcome switch
        {
            OutboundOutcome.Answered(var answer) => Read(answer, now),
            OutboundOutcome.Refused(var reason) => new(DeliveryVerdict.Refused, Fault: reason),
            OutboundOutcome.Failed(var reason) => new(DeliveryVerdict.Unreachable, Fault: reason),
            _ => new(DeliveryVerdict.Unreachable),
        };

    private static DeliveryOutcome Read(OutboundAnswer answer, DateTimeOffset now) =>
        answer.Status switch
        {
            >= HttpStatusCode.OK and < HttpStatusCode.Ambiguous => DeliveryOutcome.Delivered,
            HttpStatusCode.NotFound or HttpStatusCode.Gone => new(
                DeliveryVerdict.Gone,
                Fault: $"The push service answers {answer.StatusText}: the subscription is no more."
            ),
            HttpStatusCode.TooManyRequests => new(
                DeliveryVerdict.Throttled,
                answer.RetryAfter(now),
                "The push service asks for patience (429)."
            ),
            HttpStatusCode.RequestTimeout or TooEarly or >= HttpStatusCode.InternalServerError => new(
                DeliveryVerdict.Unreachable,
                answer.RetryAfter(now),
                $"The push service answers {answer.StatusText}."
            ),
            _ => new(
                DeliveryVerdict.Refused,
                Fault: WhyRefused(answer),
                IsOurs: answer.Status
                    is HttpStatusCode.Unauthorized
                        or HttpStatusCode.Forbidden
                        or HttpStatusCode.RequestEntityTooLarge
            ),
        };

    private static string WhyRefused(OutboundAnswer answer)
    {
        var status = ReasonOf(answer.Body) is { } reason
            ? $"{answer.StatusText}, {reason}"
            : answer.StatusText;
        return answer.Status switch
        {
            HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden =>
                $"The push service does not take this sender ({status}). Look at Push:Subject, at this machine's clock, "
                    + "and at whether the reader subscribed with another key (Push:OldPrivateKeys).",
            HttpStatusCode.RequestEntityTooLarge =>
                $"Even the short form is too large for the push service ({status}).",
            >= HttpStatusCode.Ambiguous and < HttpStatusCode.BadRequest =>
                $"The push service redirects ({status}), which is not followed.",
            _ =>
                $"The push service refuses the message ({status}). It may be a fault of ours, or of Push:Subject.",
        };
    }

    // A name such as Apple's BadJwtToken. Nothing else: an answer may repeat the endpoint, which is nobody's to see.
    private static string? ReasonOf(ReadOnlyMemory<byte> body)
    {
        try
        {
            using var json = JsonDocument.Parse(body);
            return
                json.RootElement.ValueKind == JsonValueKind.Object
                && json.RootElement.TryGetProperty("reason", out var reason)
                && reason.ValueKind == JsonValueKind.String
                && reason.GetString() is { Length: > 0 and <= MostOfReason } word
                && word.All(char.IsAsciiLetter)
                ? word
                : null;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return null;
        }
    }
}
