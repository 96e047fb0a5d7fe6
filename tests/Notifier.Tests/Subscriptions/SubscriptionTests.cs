using System.Net;
using System.Text.Json.Nodes;
using Syndication.Contracts;
using Syndication.Notifier.Subscriptions;
using Syndication.Testing.Push;

namespace Syndication.Notifier.Tests.Subscriptions;

/// <summary>Signing up, and managing what one has. Both databases pass these.</summary>
public abstract class SubscriptionTests : SubscriptionScene
{
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

    [Fact]
    public async Task A_new_address_keeps_what_was_closed_since_for_whoever_had_it_and_for_nobody_else()
    {
        await using var host = await StartAsync();
        using var client = host.CreateClient();
        var body = Reader.Body();
        body["topics"] = new JsonArray("international", "sports");
        var made = await client.SignUpAsync(body);
        await host.PublishAsync(
            new CategoryDefined
            {
                Slug = "sports",
                Name = "sports",
                State = CategoryState.Blocked,
                Version = 1,
            },
            Ct
        );
        var moved = Reader.Body("b");
        moved["topics"] = new JsonArray("international", "sports");
        moved["replaces"] = made.Id;

        var (refused, problem) = await client.SendAsync(HttpMethod.Post, "", "somebody", moved);
        var (taken, answer) = await client.SendAsync(HttpMethod.Post, "", made.Token, moved);

        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
        Assert.True(problem.GetProperty("errors").TryGetProperty("topics", out _));
        Assert.Equal(HttpStatusCode.Created, taken.StatusCode);
        Assert.Equal(
            "sports",
            Assert.Single(answer.GetProperty("ignoredTopics").EnumerateArray()).GetString()
        );
        moved["replaces"] = "যা ইচ্ছা";
        var (wrong, why) = await client.SendAsync(HttpMethod.Post, "", made.Token, moved);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, wrong.StatusCode);
        Assert.True(why.GetProperty("errors").TryGetProperty("replaces", out _));
    }
}

public sealed class SqliteSubscriptionTests : SubscriptionTests
{
    private protected override Task<NotifierHost> StartAsync(params (string Key, string Value)[] settings) =>
        OnSqlite(settings);
}

public sealed class PostgresSubscriptionTests(PostgresFixture postgres) : SubscriptionTests
{
    private protected override Task<NotifierHost> StartAsync(params (string Key, string Value)[] settings) =>
        OnPostgresAsync(postgres, settings);
}
