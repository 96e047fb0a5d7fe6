using System.Net;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Syndication.Notifier.Deliveries;
using Syndication.Notifier.Store;
using Syndication.Notifier.Subscriptions;
using Syndication.Testing;
using Syndication.Testing.Push;

namespace Syndication.Notifier.Tests.Subscriptions;

/// <summary>Both databases pass these.</summary>
public abstract class SubscriptionTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private protected abstract Task<NotifierHost> StartAsync(params (string Key, string Value)[] settings);

    [Fact]
    public async Task Who_signs_up_gets_an_id_and_a_token_that_shows_what_was_asked_for_and_no_secret()
    {
        await using var host = await StartAsync();
        using var client = host.CreateClient();
        var body = Reader.Body();
        body["topics"] = new JsonArray("আন্তর্জাতিক", "sports", "Sports");
        body["quietHours"] = new JsonObject { ["from"] = "২৩:০০", ["to"] = "০৭:৩০" };

        var made = await client.SignUpAsync(body);

        Assert.Equal(201, made.Status);
        var (_, view) = await client.SendAsync(HttpMethod.Get, $"/{made.Id}", made.Token);
        Assert.Equal(
            ["international", "sports"],
            view.GetProperty("topics").EnumerateArray().Select(t => t.GetString())
        );
        Assert.Equal("23:00", view.GetProperty("quietHours").GetProperty("from").GetString());
        Assert.Equal("07:30", view.GetProperty("quietHours").GetProperty("to").GetString());
        Assert.Equal("active", view.GetProperty("state").GetString());
        Assert.Equal(5, view.GetProperty("maxPerDay").GetInt32());
        foreach (var secret in (string[])["fcm.googleapis", made.Token, "p256dh", "endpoint"])
            Assert.DoesNotContain(secret, view.ToString(), StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task The_same_endpoint_again_is_the_same_subscription_with_what_is_wanted_now()
    {
        await using var host = await StartAsync();
        using var client = host.CreateClient();
        var first = await client.SignUpAsync();
        var body = Reader.Body();
        body["topics"] = new JsonArray("sports", "all");
        body.Remove("maxPerDay");

        var again = await client.SignUpAsync(body);

        Assert.Equal((200, first.Id), (again.Status, again.Id));
        Assert.Equal(first.Link, again.Link);
        var (old, _) = await client.SendAsync(HttpMethod.Get, $"/{first.Id}", first.Token);
        Assert.Equal(HttpStatusCode.Unauthorized, old.StatusCode);
        var (_, view) = await client.SendAsync(HttpMethod.Get, $"/{first.Id}", again.Token);
        Assert.Equal("all", Assert.Single(view.GetProperty("topics").EnumerateArray()).GetString());
        Assert.Equal(5, view.GetProperty("maxPerDay").GetInt32());
        // Whoever shows the token keeps it.
        var (_, kept) = await client.SendAsync(HttpMethod.Post, "", again.Token, body);
        Assert.Equal(again.Token, kept.GetProperty("manageToken").GetString());
    }

    [Fact]
    public async Task Many_at_once_make_one_row()
    {
        await using var host = await StartAsync(("RateLimits:Enabled", "false"));
        using var client = host.CreateClient();

        var made = await Task.WhenAll(Enumerable.Range(0, 12).Select(_ => client.SignUpAsync(Reader.Body())));

        Assert.Single(made.Select(m => m.Id).Distinct());
        Assert.Single(made, m => m.Status == 201);
        var found = Assert.Single(await SubscriptionsAsync(host));
        Assert.Single(made, m => SubscriptionTokens.Manages(m.Token, found));
    }

    [Fact]
    public async Task Without_its_token_nobody_learns_whether_there_is_one()
    {
        await using var host = await StartAsync();
        using var client = host.CreateClient();
        var mine = await client.SignUpAsync();
        var other = await client.SignUpAsync(Reader.Body("b"));
        var link = mine.Link[(mine.Link.IndexOf('=', StringComparison.Ordinal) + 1)..];

        foreach (
            var (id, token) in new (string, string?)[]
            {
                ($"{mine.Id}", null),
                ($"{mine.Id}", other.Token),
                ($"{mine.Id}", ""),
                ($"{mine.Id}", link),
                ($"{Guid.NewGuid()}", mine.Token),
                ("x", mine.Token),
            }
        )
        foreach (var method in (HttpMethod[])[HttpMethod.Get, HttpMethod.Patch, HttpMethod.Delete])
        {
            var (response, problem) = await client.SendAsync(method, $"/{id}", token, new JsonObject());
            Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
            Assert.Equal("Bearer", response.Headers.WwwAuthenticate.ToString());
            Assert.DoesNotContain("there is no", problem.ToString(), StringComparison.OrdinalIgnoreCase);
        }
    }

    [Fact]
    public async Task A_part_is_changed_and_the_rest_stays()
    {
        await using var host = await StartAsync();
        using var client = host.CreateClient();
        var made = await client.SignUpAsync();

        var (_, view) = await client.SendAsync(
            HttpMethod.Patch,
            $"/{made.Id}",
            made.Token,
            new JsonObject
            {
                ["state"] = "paused",
                ["quietHours"] = null,
                ["flashInQuiet"] = true,
                ["topics"] = new JsonArray("jobs"),
            }
        );

        Assert.Equal("paused", view.GetProperty("state").GetString());
        Assert.Equal("Null", view.GetProperty("quietHours").ValueKind.ToString());
        Assert.Equal("jobs", Assert.Single(view.GetProperty("topics").EnumerateArray()).GetString());
        Assert.Equal(5, view.GetProperty("maxPerDay").GetInt32());
        Assert.True(view.GetProperty("flashInQuiet").GetBoolean());
        // A visit does not wake what its reader paused.
        await client.SendAsync(HttpMethod.Post, "", made.Token, Reader.Body());
        Assert.Equal(SubscriptionState.Paused, Assert.Single(await SubscriptionsAsync(host)).State);
    }

    [Fact]
    public async Task One_that_was_gone_lives_again_when_its_reader_comes_back()
    {
        await using var host = await StartAsync();
        using var client = host.CreateClient();
        var made = await client.SignUpAsync();
        var seq = Assert.Single(await SubscriptionsAsync(host)).Seq;
        await host.The<SubscriptionDesk>().MarkGoneAsync(seq, "Gone.", Ct);
        var (refused, _) = await client.SendAsync(
            HttpMethod.Patch,
            $"/{made.Id}",
            made.Token,
            new JsonObject { ["state"] = "active" }
        );
        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);

        await client.SignUpAsync();

        var found = Assert.Single(await SubscriptionsAsync(host));
        Assert.Equal((SubscriptionState.Active, null), (found.State, found.Reason));
    }

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
    public async Task Whose_zone_is_unknown_here_is_told_what_counts_without_one()
    {
        await using var host = await StartAsync(("Publication:TimeZone", "Asia/Kolkata"));
        using var client = host.CreateClient();
        var body = Reader.Body();
        body["timeZone"] = "Mars/Olympus";

        var (refused, problem) = await client.SendAsync(HttpMethod.Post, "", body: body);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
        Assert.Contains(
            "Asia/Kolkata",
            problem.GetProperty("errors").GetProperty("timeZone").ToString(),
            StringComparison.Ordinal
        );
        body.Remove("timeZone");
        await client.SignUpAsync(body);

        Assert.Equal("Asia/Kolkata", Assert.Single(await SubscriptionsAsync(host)).TimeZone);
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
    public async Task An_origin_that_nobody_knows_gets_so_many_readers_and_no_more()
    {
        await using var host = await StartAsync(("Push:MostAtUnknownOrigin", "2"));
        using var client = host.CreateClient();
        for (var i = 0; i < 2; i++)
            await client.SignUpAsync(Reader.Body(endpoint: $"https://push.stranger.example/{i}"));

        var (response, problem) = await client.SendAsync(
            HttpMethod.Post,
            "",
            body: Reader.Body(endpoint: "https://push.stranger.example/3")
        );

        Assert.Equal(HttpStatusCode.UnprocessableEntity, response.StatusCode);
        Assert.True(problem.GetProperty("errors").TryGetProperty("subscription.endpoint", out _));
        Assert.Equal(
            200,
            (await client.SignUpAsync(Reader.Body(endpoint: "https://push.stranger.example/1"))).Status
        );
        Assert.Equal(201, (await client.SignUpAsync()).Status);
    }

    [Fact]
    public async Task A_test_alert_goes_out_at_once_and_its_answer_is_told()
    {
        await using var sink = await PushSink.StartAsync(Ct);
        await using var host = await StartAsync(("Network:AllowPrivateAddresses", "true"));
        using var client = host.CreateClient();
        var reader = sink.Subscribe();
        var body = Reader.Body();
        body["subscription"] = System.Text.Json.JsonSerializer.SerializeToNode(reader.Json);
        var made = await client.SignUpAsync(body);

        var (response, answer) = await client.SendAsync(HttpMethod.Post, $"/{made.Id}/test", made.Token);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.True(answer.GetProperty("delivered").GetBoolean());
        Assert.Contains("পরীক্ষা", Assert.Single(sink.Messages).Member("body"), StringComparison.Ordinal);
        Assert.Empty(sink.Faults);
        for (var i = 0; i < 3; i++)
            (response, _) = await client.SendAsync(HttpMethod.Post, $"/{made.Id}/test", made.Token);
        Assert.Equal(HttpStatusCode.TooManyRequests, response.StatusCode);
        Assert.NotNull(response.Headers.RetryAfter);
    }

    private static Task<List<Subscription>> SubscriptionsAsync(NotifierHost host) =>
        host.The<UnitOfWork>().ReadAsync(db => db.Subscriptions.AsNoTracking().ToListAsync(Ct), Ct);

    private static Task<(int, int, int)> RowsAsync(NotifierHost host) =>
        host.The<UnitOfWork>()
            .ReadAsync(
                async db =>
                    (
                        await db.Subscriptions.CountAsync(Ct),
                        await db.SubscriptionTopics.CountAsync(Ct),
                        await db.DueDeliveries.CountAsync(Ct)
                    ),
                Ct
            );

    private static Task<int> AddDueAsync(NotifierHost host, Subscription to) =>
        host.The<UnitOfWork>()
            .ReadAsync(
                db =>
                {
                    db.DueDeliveries.Add(
                        new()
                        {
                            AlertId = Guid.CreateVersion7(),
                            Seq = to.Seq,
                            Reason = DueReason.Quiet,
                            DueAt = Some.Instant,
                            Kind = DispatchKind.Alert,
                            Flash = false,
                            Origin = to.Origin,
                            BatchId = Guid.CreateVersion7(),
                            Place = 0,
                        }
                    );
                    return db.SaveChangesAsync(Ct);
                },
                Ct
            );

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

public sealed class SqliteSubscriptionTests : SubscriptionTests
{
    private protected override Task<NotifierHost> StartAsync(params (string Key, string Value)[] settings) =>
        Task.FromResult(
            new NotifierHost(
                settings: settings.ToDictionary(s => s.Key, s => s.Value, StringComparer.Ordinal)
            )
        );
}

public sealed class PostgresSubscriptionTests(PostgresFixture postgres) : SubscriptionTests
{
    private protected override async Task<NotifierHost> StartAsync(
        params (string Key, string Value)[] settings
    ) =>
        new(
            await postgres.NewDatabaseAsync(TestContext.Current.CancellationToken),
            settings: settings.ToDictionary(s => s.Key, s => s.Value, StringComparer.Ordinal)
        );
}
