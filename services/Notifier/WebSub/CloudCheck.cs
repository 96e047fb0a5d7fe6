using System.Security.Cryptography;
using System.Text;
using Syndication.Hosting.Outbound;

namespace Syndication.Notifier.WebSub;

/// <summary>
/// Whether an address wants rssCloud's pings. Where the reader named a host, it must give a challenge back; where it is the
/// caller's own, a first ping must be taken.
/// </summary>
internal sealed class CloudCheck(OutboundHttp http)
{
    private const int ChallengeBytes = 16;
    private const int MostOfAnswer = 4096;
    private static readonly TimeSpan TimeLimit = TimeSpan.FromSeconds(10);

    public async Task<bool> WantsAsync(CloudAsk ask, string topic, CancellationToken ct)
    {
        var challenge = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(ChallengeBytes));
        var outcome = await http.SendAsync(
            ask.HasDomain ? Question(ask, topic, challenge) : Ping(ask, topic),
            ct
        );
        return outcome is OutboundOutcome.Answered { Answer: var answer }
            && (int)answer.Status is >= 200 and < 300
            && (
                !ask.HasDomain
                || Encoding
                    .UTF8.GetString(answer.Body.Span)
                    .Trim()
                    .Equals(challenge, StringComparison.Ordinal)
            );
    }

    private static OutboundRequest Question(CloudAsk ask, string topic, string challenge)
    {
        var mark = ask.Callback.Url.Contains('?', StringComparison.Ordinal) ? '&' : '?';
        return new(
            new Uri($"{ask.Callback.Url}{mark}url={Uri.EscapeDataString(topic)}&challenge={challenge}")
        )
        {
            ToStranger = true,
            MostRedirects = 0,
            MostBytes = MostOfAnswer,
            TimeLimit = TimeLimit,
        };
    }

    private static OutboundRequest Ping(CloudAsk ask, string topic) =>
        new(new Uri(ask.Callback.Url))
        {
            Method = HttpMethod.Post,
            Headers = CloudPing.Headers,
            Body = CloudPing.BodyOf(topic),
            ToStranger = true,
            MostRedirects = 0,
            MostBytes = MostOfAnswer,
            StatusSuffices = true,
            TimeLimit = TimeLimit,
        };
}
