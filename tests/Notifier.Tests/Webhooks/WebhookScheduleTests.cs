using System.Globalization;
using FsCheck;
using FsCheck.Fluent;
using Syndication.Contracts;
using Syndication.Notifier.Webhooks;

namespace Syndication.Notifier.Tests.Webhooks;

/// <summary>When what failed comes again, and when an endpoint is given up.</summary>
public sealed class WebhookScheduleTests
{
    private static readonly DateTimeOffset Noon = new(2025, 8, 13, 6, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Without_jitter_it_is_the_specifications()
    {
        var passed = TimeSpan.Zero;
        var tries = new List<string> { Clock(passed) };
        for (var attempt = 1; WebhookSchedule.After(attempt, null, 0) is { } pause; attempt++)
            tries.Add(Clock(passed += pause));
        Assert.Equal(
            [
                "00:00:00",
                "00:00:05",
                "00:05:05",
                "00:35:05",
                "02:35:05",
                "07:35:05",
                "17:35:05",
                "31:35:05",
                "51:35:05",
                "75:35:05",
            ],
            tries
        );
        Assert.Equal(WebhookSchedule.Tries, tries.Count);
    }

    [Fact]
    public void Whatever_is_asked_and_however_the_dice_fall_it_waits_as_long_as_told_and_comes_to_an_end() =>
        Prop.ForAll(
                ArbMap.Default.ArbFor<(uint Asked, byte Chance)[]>(),
                steps =>
                {
                    var (attempts, passed) = (0, TimeSpan.Zero);
                    while (true)
                    {
                        var (asked, dice) =
                            steps.Length == 0 ? (0u, (byte)0) : steps[attempts % steps.Length];
                        var wish = asked == 0 ? (TimeSpan?)null : TimeSpan.FromSeconds(asked % 200_000);
                        var pause = WebhookSchedule.After(++attempts, wish, dice / 255d);
                        if (pause is not { } wait)
                            break;
                        var least = WebhookSchedule.After(attempts, null, 0)!.Value;
                        var honoured = wish < WebhookSchedule.MostAsked ? wish : WebhookSchedule.MostAsked;
                        Assert.True(wait >= least && (wish is null || wait >= honoured));
                        Assert.True(wait <= WebhookSchedule.MostAsked * 1.1);
                        passed += wait;
                    }
                    Assert.Equal(WebhookSchedule.Tries, attempts);
                    Assert.True(passed >= TimeSpan.FromDays(3));
                }
            )
            .QuickCheckThrowOnFailure();

    [Fact]
    public void An_endpoint_is_given_up_after_so_many_lost_events_in_a_row_and_not_one_sooner()
    {
        var hook = New();
        for (var i = 1; i < Webhook.MostExhausted; i++)
            Assert.False(hook.Fail("no", isExhausted: true, Noon));
        hook.Succeed(Noon);
        for (var i = 1; i < Webhook.MostExhausted; i++)
            Assert.False(hook.Fail("no", isExhausted: true, Noon));
        Assert.True(hook.Fail("no", isExhausted: true, Noon));
        Assert.Equal(WebhookState.Disabled, hook.State);
        Assert.False(hook.Fail("no", isExhausted: true, Noon));
    }

    [Fact]
    public void Whoever_paused_it_keeps_it_paused_and_a_word_of_its_owner_wipes_the_slate() =>
        Prop.ForAll(
                ArbMap.Default.ArbFor<byte[]>(),
                deeds =>
                {
                    var (hook, now) = (New(), Noon);
                    foreach (var deed in deeds)
                    {
                        now += TimeSpan.FromHours(deed);
                        Do(hook, deed % 5, now);
                        Assert.Equal(hook.State == WebhookState.Disabled, hook.Reason is not null);
                        Assert.Equal(hook.State == WebhookState.Disabled, hook.DisabledAt is not null);
                        Assert.Equal(hook.Fault is null, hook.FailingSince is null);
                    }
                    hook.Set(WebhookState.Paused);
                    Assert.False(hook.Fail("no", isExhausted: true, now + TimeSpan.FromDays(100)));
                    hook.Set(WebhookState.Paused);
                    hook.Set(WebhookState.Active);
                    Assert.Equal((WebhookState.Active, 0), (hook.State, hook.Exhausted));
                }
            )
            .QuickCheckThrowOnFailure();

    private static string Clock(TimeSpan time) =>
        string.Create(CultureInfo.InvariantCulture, $"{(int)time.TotalHours:00}:{time:mm\\:ss}");

    private static void Do(Webhook hook, int deed, DateTimeOffset now)
    {
        switch (deed)
        {
            case 0:
                hook.Succeed(now);
                break;
            case 1:
                hook.Fail("no", isExhausted: true, now);
                break;
            case 2:
                hook.Fail("no", isExhausted: false, now);
                break;
            case 3:
                hook.Set(WebhookState.Active);
                break;
            default:
                hook.Set(WebhookState.Paused);
                break;
        }
    }

    private static Webhook New() =>
        new()
        {
            Id = Guid.CreateVersion7(Noon),
            Url = "https://receiver.example/hook",
            Topics = ["all"],
            Events = [.. WebhookTypes.All],
            MinLevel = BreakingLevel.Breaking,
            Secret = WebhookSecret.New(),
            CreatedAt = Noon,
        };
}
