using Microsoft.Extensions.Options;
using Syndication.Contracts;
using Syndication.Hosting.Publication;
using Syndication.Hosting.Security;
using Syndication.Notifier.Deliveries;

namespace Syndication.Notifier.Subscriptions;

/// <summary>Sends a reader one alert that says nothing, at once, and tells what the push service said.</summary>
internal sealed class TestAlert(
    IEnumerable<IChannel> channels,
    SubscriptionDesk desk,
    PublicAddress address,
    IOptions<PublicationOptions> publication,
    IOptions<RateLimitOptions> limits,
    TimeProvider time
) : IDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan Life = TimeSpan.FromMinutes(1);
    private readonly ReaderLimit _limit = new(limits, atOnce: 3, Pause);

    /// <summary>Null where this one has had enough for now.</summary>
    public async Task<TestAnswer?> SendAsync(Subscription to, CancellationToken ct)
    {
        if (!_limit.Allows(to.Seq))
            return null;
        if (channels.FirstOrDefault(c => c.Kind == to.Channel) is not { } channel)
            return new(false, "This channel is not open.");
        var outcome = await channel.SendAsync(to, Message(to), ct);
        if (outcome.Verdict == DeliveryVerdict.Gone)
            await desk.MarkGoneAsync(to.Seq, outcome.Fault, ct);
        return outcome.Verdict == DeliveryVerdict.Delivered
            ? new(true, "The push service has taken it.")
            : new(false, outcome.Fault ?? "The push service does not answer.");
    }

    public void Dispose() => _limit.Dispose();

    private AlertMessage Message(Subscription to)
    {
        var now = time.GetUtcNow();
        var isBengali = to.Language.StartsWith("bn", StringComparison.OrdinalIgnoreCase);
        return new()
        {
            AlertId = null,
            Kind = DispatchKind.Alert,
            Level = BreakingLevel.Breaking,
            Title = publication.Value.Title,
            Body = isBengali
                ? "এটি একটি পরীক্ষামূলক সতর্কবার্তা। খবর এলে এভাবেই জানবেন।"
                : "This is a test alert. Breaking news will reach you like this.",
            Url = $"{address.Origin}/alerts",
            Image = null,
            Language = isBengali ? "bn" : "en",
            Tag = "test",
            // Each takes the place of the one before.
            Sequence = (int)(now - new DateTimeOffset(2025, 1, 1, 0, 0, 0, TimeSpan.Zero)).TotalSeconds,
            Timestamp = now,
            TimeToLive = Life,
        };
    }
}

/// <summary>What the push service said.</summary>
/// <param name="Delivered">It has taken it; whether it shows, the reader sees.</param>
/// <param name="Said">In words.</param>
internal sealed record TestAnswer(bool Delivered, string Said);
