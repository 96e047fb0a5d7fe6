using System.Net;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;
using Syndication.Notifier.Store;
using Syndication.Notifier.Subscriptions;
using Syndication.Testing;

namespace Syndication.Notifier.Tests.Subscriptions;

/// <summary>Taps are counted by alert, and cost next to nothing.</summary>
public sealed class TapTests(PostgresFixture postgres)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Taps_are_counted_by_alert_and_unknown_ones_not_at_all()
    {
        await using var host = new NotifierHost();
        using var client = host.CreateClient();
        var id = await AlertAsync(host);

        foreach (var which in (Guid[])[id, Guid.NewGuid(), id])
            Assert.Equal(HttpStatusCode.NoContent, await TapAsync(client, which));

        await Waiting.UntilAsync(async () => await ClickedAsync(host) == 2, Patience, "two taps", Ct);
    }

    [Fact]
    public async Task Whoever_taps_does_not_wait_for_the_fan_out_that_holds_the_same_row()
    {
        await using var host = new NotifierHost(await postgres.NewDatabaseAsync(Ct));
        using var client = host.CreateClient();
        client.Timeout = TimeSpan.FromSeconds(10);
        var id = await AlertAsync(host);
        await using var db = await host.The<IDbContextFactory<NotifierDbContext>>().CreateDbContextAsync(Ct);
        await using var held = await db.Database.BeginTransactionAsync(Ct);
        await db.HoldCountAsync(id, ChannelKind.WebPush, Ct);

        for (var i = 0; i < 50; i++)
            Assert.Equal(HttpStatusCode.NoContent, await TapAsync(client, id));
        Assert.Equal(0, await ClickedAsync(host));
        await held.CommitAsync(Ct);

        await Waiting.UntilAsync(async () => await ClickedAsync(host) == 50, Patience, "fifty taps", Ct);
    }

    [Fact]
    public async Task What_was_tapped_last_is_written_when_it_stops()
    {
        await using var host = new NotifierHost();
        var id = await AlertAsync(host);
        using var tally = new ClickTally(host.The<UnitOfWork>(), NullLogger<ClickTally>.Instance);
        await tally.StartAsync(Ct);

        tally.Add(id);
        await tally.StopAsync(Ct);

        Assert.Equal(1, await ClickedAsync(host));
    }

    [Fact]
    public async Task What_cannot_be_written_waits()
    {
        await using var host = new NotifierHost();
        var id = await AlertAsync(host);
        var contexts = new Failing(host.The<IDbContextFactory<NotifierDbContext>>()) { IsAway = true };
        using var tally = new ClickTally(new(contexts), NullLogger<ClickTally>.Instance);
        tally.Add(id);
        await Assert.ThrowsAsync<TimeoutException>(() => tally.WriteAsync(Ct));
        tally.Add(id);

        contexts.IsAway = false;

        Assert.Equal(2, await tally.WriteAsync(Ct));
        Assert.Equal(0, await tally.WriteAsync(Ct));
        Assert.Equal(2, await ClickedAsync(host));
    }

    [Fact]
    public async Task Made_up_alerts_take_no_more_than_their_room_and_displace_no_real_one()
    {
        await using var host = new NotifierHost();
        var id = await AlertAsync(host);
        using var tally = new ClickTally(host.The<UnitOfWork>(), NullLogger<ClickTally>.Instance);
        tally.Add(id);
        Assert.Equal(1, await tally.WriteAsync(Ct));

        CrowdWith(tally);
        tally.Add(id);
        Assert.Equal(ClickTally.MostAlerts + 1, tally.Waiting);

        Assert.Equal(1, await tally.WriteAsync(Ct));
        Assert.Equal(2, await ClickedAsync(host));
    }

    [Fact]
    public async Task The_first_tap_on_an_alert_is_counted_however_many_made_up_ones_come_before_it()
    {
        await using var host = new NotifierHost();
        using var tally = new ClickTally(host.The<UnitOfWork>(), NullLogger<ClickTally>.Instance);
        CrowdWith(tally);
        var id = await AlertAsync(host);
        Assert.Equal(0, await tally.WriteAsync(Ct));
        CrowdWith(tally);

        tally.Add(id);

        Assert.Equal(1, await tally.WriteAsync(Ct));
        Assert.Equal(1, await ClickedAsync(host));
    }

    [Fact]
    public async Task A_number_that_is_full_stays_and_others_are_counted()
    {
        await using var host = new NotifierHost(await postgres.NewDatabaseAsync(Ct));
        var full = await AlertAsync(host, clicked: int.MaxValue);
        var other = await AlertAsync(host);
        var tally = host.The<ClickTally>();

        tally.Add(full);
        tally.Add(other);

        await Waiting.UntilAsync(
            async () => await ClickedAsync(host, other) == 1,
            Patience,
            "the other's tap",
            Ct
        );
        Assert.Equal(int.MaxValue, await ClickedAsync(host, full));
    }

    [Theory]
    [InlineData("POST", "/api/alerts/x/click", 404)]
    [InlineData("POST", "/api/alerts/%F0%9F%92%A5/click", 404)]
    [InlineData("POST", "/api/alerts/00000000-0000-0000-0000-000000000000/click", 204)]
    [InlineData("POST", "/api/alerts/{0198a2b0-0000-7000-8000-000000000001}/click", 204)]
    [InlineData("GET", "/api/alerts/0198a2b0-0000-7000-8000-000000000001/click", 405)]
    public async Task Whatever_is_sent_to_it_a_tap_breaks_nothing(string method, string path, int status)
    {
        await using var host = new NotifierHost();
        using var client = host.CreateClient();
        using var request = new HttpRequestMessage(new(method), path);
        if (method == "POST")
            request.Content = new StringContent("{\"সংখ্যা\": \"১\"", Encoding.UTF8, "application/json");

        using var response = await client.SendAsync(request, Ct);

        Assert.Equal(status, (int)response.StatusCode);
        Assert.False(response.Headers.Contains("Set-Cookie"));
    }

    private static void CrowdWith(ClickTally tally)
    {
        for (var i = 0; i < 3 * ClickTally.MostAlerts; i++)
            tally.Add(Guid.NewGuid());
    }

    private static async Task<HttpStatusCode> TapAsync(HttpClient client, Guid id)
    {
        using var response = await client.PostAsync($"/api/alerts/{id}/click", null, Ct);
        return response.StatusCode;
    }

    private static async Task<Guid> AlertAsync(NotifierHost host, int clicked = 0)
    {
        var id = Guid.CreateVersion7();
        await host.The<UnitOfWork>()
            .ReadAsync(
                db =>
                {
                    db.Counts.Add(
                        new()
                        {
                            AlertId = id,
                            Channel = ChannelKind.WebPush,
                            Clicked = clicked,
                        }
                    );
                    return db.SaveChangesAsync(Ct);
                },
                Ct
            );
        return id;
    }

    private static Task<int> ClickedAsync(NotifierHost host, Guid? id = null) =>
        host.The<UnitOfWork>()
            .ReadAsync(
                db =>
                    db.Counts.Where(c => id == null || c.AlertId == id)
                        .Select(c => c.Clicked)
                        .SingleAsync(Ct),
                Ct
            );

    private sealed class Failing(IDbContextFactory<NotifierDbContext> real)
        : IDbContextFactory<NotifierDbContext>
    {
        public bool IsAway { get; set; }

        public NotifierDbContext CreateDbContext() =>
            IsAway ? throw new TimeoutException() : real.CreateDbContext();
    }
}
