using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Syndication.Hosting.Outbound;

namespace Syndication.Notifier.WebSub;

/// <summary>Asks a callback whether it wants what somebody asked for in its name (WebSub §5.3), or tells it why not (§5.2).</summary>
internal sealed class IntentCheck(OutboundHttp http)
{
    private const int ChallengeBytes = 32;

    // The challenge, and no byte more; whoever sends a page has not understood the question.
    private const int MostOfAnswer = 4096;
    private static readonly TimeSpan TimeLimit = TimeSpan.FromSeconds(10);

    public async Task<IntentAnswer> AskAsync(HubRequest request, CancellationToken ct)
    {
        var challenge = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(ChallengeBytes));
        var outcome = await http.SendAsync(
            // Whoever follows a redirect asks somebody else (WebSub §5.3: the callback confirms, nobody in its place).
            new(UrlOf(request, challenge))
            {
                InHouse = request.Protocol == HubProtocol.SelfTest,
                ToStranger = request.Protocol != HubProtocol.SelfTest,
                MostRedirects = 0,
                MostBytes = MostOfAnswer,
                StatusSuffices = request.Mode == HubMode.Denied,
                TimeLimit = TimeLimit,
            },
            ct
        );
        return outcome switch
        {
            OutboundOutcome.Answered { Answer: var answer } => IsYes(answer, challenge, request.Mode)
                ? IntentAnswer.Yes
                : IntentAnswer.No,
            OutboundOutcome.TimedOut or OutboundOutcome.Unreachable => IntentAnswer.Silence,
            _ => IntentAnswer.No,
        };
    }

    /// <summary>The callback with its own query, and ours behind it (WebSub §5.3: it must be kept).</summary>
    internal static Uri UrlOf(HubRequest request, string challenge)
    {
        var url = new StringBuilder(request.Callback);
        var first = request.Callback.IndexOf('?', StringComparison.Ordinal);
        var mark = first < 0 ? '?' : '&';
        // A callback that ends in its mark has no query yet.
        if (first == request.Callback.Length - 1 || request.Callback.EndsWith('&'))
            mark = '\0';
        Add("hub.mode", Word(request.Mode));
        Add("hub.topic", request.Topic);
        if (request.Mode == HubMode.Denied)
            Add("hub.reason", request.Reason ?? "");
        else
            Add("hub.challenge", challenge);
        if (request.Mode == HubMode.Subscribe)
            Add("hub.lease_seconds", request.LeaseSeconds.ToString(CultureInfo.InvariantCulture));
        return new(url.ToString());

        void Add(string name, string value)
        {
            if (mark != '\0')
                url.Append(mark);
            mark = '&';
            url.Append(name).Append('=').Append(Uri.EscapeDataString(value));
        }
    }

    // WebSub §5.3.1: success, and a body equal to the challenge.
    private static bool IsYes(OutboundAnswer answer, string challenge, HubMode mode) =>
        (int)answer.Status is >= 200 and < 300
        && (
            mode == HubMode.Denied
            || CryptographicOperations.FixedTimeEquals(answer.Body.Span, Encoding.ASCII.GetBytes(challenge))
        );

    private static string Word(HubMode mode) =>
        mode switch
        {
            HubMode.Subscribe => "subscribe",
            HubMode.Unsubscribe => "unsubscribe",
            _ => "denied",
        };
}
