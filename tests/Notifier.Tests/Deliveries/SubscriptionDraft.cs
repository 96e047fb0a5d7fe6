using System.Security.Cryptography;
using Syndication.Contracts;
using Syndication.Notifier.Subscriptions;

namespace Syndication.Notifier.Tests.Deliveries;

/// <summary>What matters of a reader to a test.</summary>
internal sealed class SubscriptionDraft
{
    public string Origin { get; set; } = "https://fcm.googleapis.com";
    public int? QuietFrom { get; set; }
    public int? QuietTo { get; set; }
    public bool FlashInQuiet { get; set; }
    public int? MaxPerDay { get; set; }
    public BreakingLevel MinLevel { get; set; } = BreakingLevel.Breaking;
    public string TimeZone { get; set; } = "Asia/Dhaka";
    public DateTimeOffset? FailingSince { get; set; }
    public int Failures { get; set; }

    public Subscription Make(DateTimeOffset now)
    {
        var endpoint = $"{Origin}/send/{Guid.NewGuid():N}";
        return new()
        {
            Id = Guid.CreateVersion7(now),
            Channel = ChannelKind.WebPush,
            Endpoint = endpoint,
            EndpointDigest = Subscription.DigestOf(endpoint),
            Origin = Origin,
            PublicKey = new byte[65],
            AuthSecret = RandomNumberGenerator.GetBytes(16),
            VapidKey = "",
            MinLevel = MinLevel,
            Language = "bn",
            TimeZone = TimeZone,
            QuietFrom = QuietFrom,
            QuietTo = QuietTo,
            FlashInQuiet = FlashInQuiet,
            MaxPerDay = MaxPerDay,
            FailingSince = FailingSince,
            Failures = Failures,
            TokenDigest = Subscription.DigestOf(endpoint),
            CreatedAt = now,
            SeenAt = now,
        };
    }
}
