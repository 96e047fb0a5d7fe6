using Syndication.Contracts;
using Syndication.Notifier.Deliveries;
using Syndication.Notifier.Subscriptions;

namespace Syndication.Notifier.Tests.Deliveries;

/// <summary>Push services that nobody knows, hundreds of them, which take calls and never answer.</summary>
public sealed class StrangersTests
{
    private const int Hanging = 320;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(BreakingLevel.Breaking)]
    [InlineData(BreakingLevel.Flash)]
    public async Task However_many_of_them_hang_everybody_else_has_it_at_once(BreakingLevel level)
    {
        await using var fan = new Fan("sqlite");
        var answers = new TaskCompletionSource();
        fan.Channel.Answer = async (to, _, ct) =>
        {
            if (IsStrange(to))
                await answers.Task.WaitAsync(ct);
            return DeliveryOutcome.Delivered;
        };
        await AddStrangersAsync(fan);
        var readers = await fan.AddReadersAsync(2_000);

        var alert = await fan.SendAsync(level);
        await fan.UntilAsync(
            () => Task.FromResult(fan.Channel.Accepted.Count >= readers.Count),
            "all who are where somebody answers"
        );
        Assert.Equal(readers, fan.Channel.Accepted.Select(a => a.Seq).Order());
        // What has no place waits in the database, in a queue that all of them share.
        await fan.UntilAsync(async () => (await fan.DueAsync()).Count >= Hanging / 2, "the others to wait");
        Assert.All(await fan.DueAsync(), d => Assert.Equal(Gates.Strangers, d.Origin));

        answers.SetResult();
        await fan.UntilAsync(
            async () => (await fan.CountAsync(alert)).Delivered == readers.Count + Hanging,
            "the strangers, when they answer"
        );
        Assert.Equal(readers.Count + Hanging, fan.Channel.Tries);
    }

    [Fact]
    public async Task A_retry_at_a_known_push_service_does_not_wait_for_them()
    {
        await using var fan = new Fan("sqlite");
        var answers = new TaskCompletionSource();
        var isFirst = true;
        fan.Channel.Answer = async (to, _, ct) =>
        {
            if (IsStrange(to))
                await answers.Task.WaitAsync(ct);
            else if (isFirst)
                return new(DeliveryVerdict.Unreachable, TimeSpan.FromSeconds(2), "503");
            return DeliveryOutcome.Delivered;
        };
        await AddStrangersAsync(fan);
        var readers = await fan.AddReadersAsync(5);

        await fan.SendAsync();
        await fan.UntilAsync(() => Task.FromResult(fan.Channel.Tries == 5), "five first tries");
        isFirst = false;

        await fan.UntilAsync(() => Task.FromResult(fan.Channel.Accepted.Count == 5), "five second tries");
        Assert.Equal(readers, fan.Channel.Accepted.Select(a => a.Seq).Order());
        answers.SetResult();
    }

    private static bool IsStrange(Subscription to) =>
        to.Origin.StartsWith("https://stranger-", StringComparison.Ordinal);

    private static Task<List<long>> AddStrangersAsync(Fan fan) =>
        fan.AddAsync([
            .. Enumerable
                .Range(0, Hanging)
                .Select(i => new SubscriptionDraft { Origin = $"https://stranger-{i}.example" })
                .Select(draft => draft.Make(TimeProvider.System.GetUtcNow())),
        ]);
}
