using System.Security.Cryptography;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Syndication.Notifier.Deliveries;
using Syndication.Notifier.Promises;
using Syndication.Notifier.Store;
using Syndication.Notifier.Subscriptions;
using Syndication.Notifier.Tests.Alerts;
using Syndication.Notifier.Tests.Deliveries;
using Syndication.Notifier.WebPush;
using Syndication.Testing;
using Syndication.Testing.Time;

namespace Syndication.Notifier.Tests.Promises;

/// <summary>The house's own alert goes the whole way, and its absence is an alarm, on whichever database.</summary>
public abstract class ProbeTests
{
    private static readonly Dictionary<string, string> EveryMinute = new(StringComparer.Ordinal)
    {
        ["Alerts:ProbeInterval"] = "00:01:00",
    };

    private readonly ManualTime _time = new();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    protected abstract Task<string> NewDatabaseAsync(CancellationToken ct);

    [Fact]
    public async Task It_arrives_is_shown_to_nobody_and_is_forgotten_after_an_hour()
    {
        await using var host = new NotifierHost(
            await NewDatabaseAsync(Ct),
            time: _time,
            settings: EveryMinute
        );
        using var client = host.Newsroom();

        await UntilAsync(async () => await ArrivedAsync(host) >= 3, "three to arrive");

        var probe = (await host.AlertsAsync(Ct))[0];
        Assert.True(probe.IsProbe);
        Assert.Empty(await host.ToldAsync(Ct));
        var page = await client.GetStringAsync("/api/alerts", Ct);
        Assert.StartsWith("{\"items\":[]", page, StringComparison.Ordinal);
        using var one = await client.GetAsync($"/api/alerts/{probe.Id}", Ct);
        Assert.Equal(System.Net.HttpStatusCode.NotFound, one.StatusCode);
        using var shown = await client.GetAsync($"/alerts/{probe.Id}", Ct);
        Assert.Equal(System.Net.HttpStatusCode.NotFound, shown.StatusCode);
        using var withdrawn = await client.PostAsync($"/api/alerts/{probe.Id}/withdraw", null, Ct);
        Assert.Equal(System.Net.HttpStatusCode.NotFound, withdrawn.StatusCode);
        Assert.Equal(0, await ReadAsync(host, db => db.Counts.CountAsync(Ct)));
        Assert.Equal(0, await ReadAsync(host, db => db.Acts.CountAsync(Ct)));
        Assert.Equal(HealthStatus.Healthy, (await PromiseTests.HealthAsync(host)).Status);
        _time.Advance(TimeSpan.FromHours(2));
        await UntilAsync(
            async () => (await host.AlertsAsync(Ct)).TrueForAll(a => a.Id != probe.Id),
            "the first to be forgotten"
        );
        Assert.False(await ReadAsync(host, db => db.Batches.AnyAsync(b => b.AlertId == probe.Id, Ct)));
    }

    [Fact]
    public async Task What_does_not_arrive_within_half_a_minute_is_an_alarm_until_one_does()
    {
        var switched = new Switched();
        using var silence = new Gauge("syndication.alerts.silent");
        await using var host = new NotifierHost(
            await NewDatabaseAsync(Ct),
            time: _time,
            settings: EveryMinute,
            replace: services => services.RemoveAll<IChannel>().AddSingleton<IChannel>(switched)
        );

        await UntilAsync(
            async () => (await PromiseTests.HealthAsync(host)).Status == HealthStatus.Degraded,
            "the alarm"
        );
        var words = (await PromiseTests.HealthAsync(host)).Description;
        Assert.StartsWith("alerts do not go out: ", words, StringComparison.Ordinal);
        Assert.Equal(1, silence.Of(host));
        switched.IsOn = true;

        await UntilAsync(
            async () => (await PromiseTests.HealthAsync(host)).Status == HealthStatus.Healthy,
            "the end of the alarm"
        );
        Assert.Equal(0, silence.Of(host));
    }

    [Fact]
    public async Task The_house_is_never_given_up_however_long_it_did_not_arrive()
    {
        var switched = new Switched { Fault = DeliveryVerdict.Refused };
        await using var host = new NotifierHost(
            await NewDatabaseAsync(Ct),
            time: _time,
            settings: EveryMinute,
            replace: services => services.RemoveAll<IChannel>().AddSingleton<IChannel>(switched)
        );
        await UntilAsync(() => Task.FromResult(switched.Tries >= 1), "the first to fail");
        // As it would be after two weeks; and as earlier versions may have left it.
        var since = _time.GetUtcNow() - TimeSpan.FromDays(15);
        await ReadAsync(
            host,
            db =>
                db.Subscriptions.ExecuteUpdateAsync(
                    set =>
                        set.SetProperty(s => s.FailingSince, since)
                            .SetProperty(s => s.State, SubscriptionState.Expired),
                    Ct
                )
        );
        var tries = switched.Tries;

        await UntilAsync(() => Task.FromResult(switched.Tries >= tries + 2), "more to be tried");
        switched.IsOn = true;

        await UntilAsync(async () => await ArrivedAsync(host) > 0, "one to arrive");
        var house = await ReadAsync(host, db => db.Subscriptions.SingleAsync(Ct));
        Assert.Equal((SubscriptionState.Active, null), (house.State, house.FailingSince));
    }

    [Fact]
    public void A_probe_and_a_dry_run_are_no_deliveries_of_ours()
    {
        var page = new LedgerPage(null!, [], origin => origin, _time.GetUtcNow());
        var probe = new Errand
        {
            Owner = null!,
            AlertId = Guid.NewGuid(),
            BatchId = Guid.NewGuid(),
            Place = 0,
            Seq = 1,
            Kind = DispatchKind.Alert,
            Sequence = 1,
            Flash = true,
            To = ProbeKeys.NewReader(_time.GetUtcNow()),
            ExpiresAt = null,
        };

        Assert.True(page.IsTrial(new(probe, RecipientState.Delivered)));
    }

    [Fact]
    public async Task A_moment_without_the_database_is_no_alarm()
    {
        var isAway = false;
        await using var host = new NotifierHost(
            time: _time,
            settings: EveryMinute,
            replace: services =>
                TroubledStore.Add(services, () => isAway ? throw new SqliteException("away", 5) : null)
        );
        await UntilAsync(async () => await ArrivedAsync(host) >= 1, "one to arrive");
        var begun = _time.GetUtcNow();
        var alarmed = false;

        await Waiting.UntilAsync(
            async () =>
            {
                _time.Advance(TimeSpan.FromMilliseconds(250));
                var at = (_time.GetUtcNow() - begun).TotalSeconds;
                // The next probe is due in this time, and cannot be made.
                isAway = at is > 50 and < 70;
                alarmed |= host.The<ProbeState>().Fault is not null;
                return !isAway && (at > 115 || await ArrivedAsync(host) >= 2);
            },
            TimeSpan.FromSeconds(60),
            "the next one to arrive",
            Ct
        );

        Assert.False(alarmed);
    }

    [Fact]
    public async Task An_estimate_and_an_alert_leave_the_house_out()
    {
        await using var host = new NotifierHost(
            await NewDatabaseAsync(Ct),
            time: _time,
            settings: EveryMinute
        );
        await UntilAsync(async () => await ArrivedAsync(host) >= 1, "one to arrive");
        using var client = host.Newsroom();

        var (_, answer) = await new Newsroom(client).PostAsync(
            "",
            Newsroom.Draft(("topics", new[] { "all" }), ("level", "flash"))
        );

        Assert.Equal(0, answer.GetProperty("estimate").GetProperty("recipients").GetInt32());
    }

    [Fact]
    public void What_is_encrypted_for_the_house_it_can_read_and_for_others_not()
    {
        var house = ProbeKeys.NewReader(_time.GetUtcNow());
        var other = ProbeKeys.NewReader(_time.GetUtcNow());
        var text = "সেতু ভেঙে পড়েছে"u8.ToArray();

        var message = new PushEncryption().Encrypt(house.PublicKey, house.AuthSecret, text);

        Assert.Equal(text, ProbeKeys.Decrypt(house, message));
        Assert.ThrowsAny<CryptographicException>(() => ProbeKeys.Decrypt(other, message));
        Assert.ThrowsAny<CryptographicException>(() => ProbeKeys.Decrypt(house, message.AsSpan(0, 90)));
    }

    private static Task<T> ReadAsync<T>(NotifierHost host, Func<NotifierDbContext, Task<T>> read) =>
        host.The<UnitOfWork>().ReadAsync(read, Ct);

    private static async Task<int> ArrivedAsync(NotifierHost host) =>
        (await ReadAsync(host, db => db.Batches.Select(b => b.States).ToListAsync(Ct))).Count(s =>
            RecipientStates.Of(s[0]) == RecipientState.Delivered
        );

    private Task UntilAsync(Func<Task<bool>> condition, string what) =>
        Waiting.UntilAsync(
            async () =>
            {
                _time.Advance(TimeSpan.FromSeconds(1));
                return await condition();
            },
            TimeSpan.FromSeconds(60),
            what,
            Ct
        );

    private sealed class Switched : IChannel
    {
        public bool IsOn { get; set; }

        public DeliveryVerdict Fault { get; init; } = DeliveryVerdict.Unreachable;

        public int Tries { get; private set; }

        public ChannelKind Kind => ChannelKind.Probe;

        public Task<DeliveryOutcome> SendAsync(Subscription to, AlertMessage message, CancellationToken ct)
        {
            Tries++;
            return Task.FromResult(IsOn ? DeliveryOutcome.Delivered : new(Fault, Fault: "It is away."));
        }
    }
}
