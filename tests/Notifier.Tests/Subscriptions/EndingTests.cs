using System.Net;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Syndication.Notifier.Store;
using Syndication.Notifier.Subscriptions;

namespace Syndication.Notifier.Tests.Subscriptions;

/// <summary>How a subscription ends, and what is left of it. Both databases pass these.</summary>
public abstract class EndingTests : SubscriptionScene
{
    [Fact]
    public async Task Ended_means_that_nothing_is_kept()
    {
        await using var host = await StartAsync();
        using var client = host.CreateClient();
        var made = await client.SignUpAsync();
        await AddDueAsync(host, Assert.Single(await SubscriptionsAsync(host)));

        var (response, _) = await client.SendAsync(HttpMethod.Delete, $"/{made.Id}", made.Token);

        Assert.Equal(HttpStatusCode.NoContent, response.StatusCode);
        Assert.Equal((0, 0, 0), await RowsAsync(host));
        var (again, _) = await client.SendAsync(HttpMethod.Delete, $"/{made.Id}", made.Token);
        Assert.Equal(HttpStatusCode.Unauthorized, again.StatusCode);
    }

    [Fact]
    public async Task One_click_ends_alerts_can_be_undone_and_a_second_word_deletes()
    {
        await using var host = await StartAsync();
        using var client = host.CreateClient();
        var made = await client.SignUpAsync();
        await AddDueAsync(host, Assert.Single(await SubscriptionsAsync(host)));

        for (var i = 0; i < 2; i++)
            Assert.Contains("undo", await client.GetStringAsync(made.Link, Ct), StringComparison.Ordinal);
        Assert.Equal(SubscriptionState.Paused, Assert.Single(await SubscriptionsAsync(host)).State);
        Assert.Equal((1, 1, 0), await RowsAsync(host));
        Assert.Equal(HttpStatusCode.OK, await PostAsync(client, made.Link, "act", "undo"));
        Assert.Equal(SubscriptionState.Active, Assert.Single(await SubscriptionsAsync(host)).State);
        Assert.Equal(HttpStatusCode.OK, await PostAsync(client, made.Link, "List-Unsubscribe", "One-Click"));
        Assert.Equal((0, 0, 0), await RowsAsync(host));
        using var nothing = await client.GetAsync(made.Link, Ct);
        Assert.Equal(HttpStatusCode.NotFound, nothing.StatusCode);
        Assert.Equal("no-store", nothing.Headers.CacheControl!.ToString());
    }

    [Fact]
    public async Task Who_left_by_the_link_is_forgotten_after_a_month()
    {
        await using var host = await StartAsync();
        using var client = host.CreateClient();
        var made = await client.SignUpAsync();
        await client.GetStringAsync(made.Link, Ct);
        await client.SignUpAsync(Reader.Body("b"));
        var sweeper = host.The<SubscriptionSweeper>();
        Assert.Equal((0, 0), await sweeper.SweepAsync(Ct));
        await host.The<UnitOfWork>()
            .ReadAsync(
                db =>
                    db.Subscriptions.ExecuteUpdateAsync(
                        s => s.SetProperty(x => x.SeenAt, DateTimeOffset.UnixEpoch),
                        Ct
                    ),
                Ct
            );

        Assert.Equal((0, 1), await sweeper.SweepAsync(Ct));
        Assert.Equal((1, 1, 0), await RowsAsync(host));
    }

    [Fact]
    public async Task Coming_back_again_and_again_ends_but_leaving_does_not()
    {
        await using var host = await StartAsync();
        using var client = host.CreateClient();
        var made = await client.SignUpAsync();
        var undone = HttpStatusCode.OK;
        for (var i = 0; i < 10 && undone == HttpStatusCode.OK; i++)
        {
            Assert.Contains("undo", await client.GetStringAsync(made.Link, Ct), StringComparison.Ordinal);
            undone = await PostAsync(client, made.Link, "act", "undo");
        }

        Assert.Equal(HttpStatusCode.TooManyRequests, undone);
        Assert.Equal(SubscriptionState.Paused, Assert.Single(await SubscriptionsAsync(host)).State);
        Assert.Equal(HttpStatusCode.OK, await PostAsync(client, made.Link, "List-Unsubscribe", "One-Click"));
        Assert.Empty(await SubscriptionsAsync(host));
    }

    [Fact]
    public async Task Whoever_pauses_is_kept_as_long_as_they_come_by_and_forgotten_a_year_after()
    {
        await using var host = await StartAsync();
        using var client = host.CreateClient();
        var made = await client.SignUpAsync();
        var pause = new JsonObject { ["state"] = "paused" };
        await client.SendAsync(HttpMethod.Patch, $"/{made.Id}", made.Token, pause);
        await SeenAsync(host, daysAgo: 364);
        var sweeper = host.The<SubscriptionSweeper>();
        Assert.Equal((0, 0), await sweeper.SweepAsync(Ct));
        // A visit asks what there is.
        await client.SendAsync(HttpMethod.Get, $"/{made.Id}", made.Token);
        var seen = Assert.Single(await SubscriptionsAsync(host)).SeenAt;
        Assert.InRange(TimeProvider.System.GetUtcNow() - seen, TimeSpan.Zero, TimeSpan.FromMinutes(5));

        await SeenAsync(host, daysAgo: 366);

        Assert.Equal((0, 1), await sweeper.SweepAsync(Ct));
        Assert.Empty(await SubscriptionsAsync(host));
    }

    [Fact]
    public async Task Whoever_left_by_the_link_is_forgotten_in_time_however_often_they_look()
    {
        await using var host = await StartAsync();
        using var client = host.CreateClient();
        var made = await client.SignUpAsync();
        await client.GetStringAsync(made.Link, Ct);
        await SeenAsync(host, daysAgo: 31);

        await client.SendAsync(HttpMethod.Get, $"/{made.Id}", made.Token);

        Assert.Equal((0, 1), await host.The<SubscriptionSweeper>().SweepAsync(Ct));
    }

    private static Task<int> SeenAsync(NotifierHost host, int daysAgo)
    {
        var at = TimeProvider.System.GetUtcNow() - TimeSpan.FromDays(daysAgo);
        return host.The<UnitOfWork>()
            .ReadAsync(
                db => db.Subscriptions.ExecuteUpdateAsync(s => s.SetProperty(x => x.SeenAt, at), Ct),
                Ct
            );
    }

    private static async Task<HttpStatusCode> PostAsync(
        HttpClient client,
        string link,
        string name,
        string value
    )
    {
        using var form = new FormUrlEncodedContent([new(name, value)]);
        using var response = await client.PostAsync(link, form, Ct);
        return response.StatusCode;
    }
}

public sealed class SqliteEndingTests : EndingTests
{
    private protected override Task<NotifierHost> StartAsync(params (string Key, string Value)[] settings) =>
        OnSqlite(settings);
}

public sealed class PostgresEndingTests(PostgresFixture postgres) : EndingTests
{
    private protected override Task<NotifierHost> StartAsync(params (string Key, string Value)[] settings) =>
        OnPostgresAsync(postgres, settings);
}
