using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Syndication.Notifier.Tests.Subscriptions;

namespace Syndication.Notifier.Tests.Webhooks;

/// <summary>Who may have webhooks, and how they are managed.</summary>
public sealed class HookDoorTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_webhook_is_made_shown_and_changed_and_its_secret_told_once()
    {
        await using var scene = await HookScene.StartAsync();
        var body = Body(
            scene,
            ("description", "দৈনিক বার্তা"),
            ("events", new JsonArray("article.published"))
        );
        var (status, made) = await scene.CallAsync(HttpMethod.Post, "", body);
        Assert.Equal(HttpStatusCode.Created, status);
        Assert.StartsWith("whsec_", made.GetProperty("secret").GetString(), StringComparison.Ordinal);
        var id = made.GetProperty("id").GetGuid();

        var shown = await scene.GetAsync($"/{id}");
        Assert.False(shown.TryGetProperty("secret", out _));
        Assert.Equal("দৈনিক বার্তা", shown.GetProperty("description").GetString());
        Assert.Equal("active", shown.GetProperty("state").GetString());
        Assert.Equal(["article.published"], Texts(shown.GetProperty("events")));
        Assert.Equal("breaking", shown.GetProperty("minLevel").GetString());

        var change = new JsonObject
        {
            ["topics"] = new JsonArray("আন্তর্জাতিক", "sports"),
            ["state"] = "paused",
            ["description"] = null,
        };
        (status, shown) = await scene.CallAsync(HttpMethod.Patch, $"/{id}", change);
        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Equal(["international", "sports"], Texts(shown.GetProperty("topics")));
        Assert.Equal("paused", shown.GetProperty("state").GetString());
        Assert.Equal(JsonValueKind.Null, shown.GetProperty("description").ValueKind);
    }

    [Fact]
    public async Task Webhooks_are_listed_page_by_page_until_they_are_deleted()
    {
        await using var scene = await HookScene.StartAsync();
        var (id, _) = await scene.HookAsync();
        var (other, _) = await scene.HookAsync();
        var page = await scene.GetAsync("?channel=webhook&limit=1");
        Assert.Equal([other], Ids(page));
        page = await scene.GetAsync(
            $"?channel=webhook&limit=1&cursor={page.GetProperty("next").GetString()}"
        );
        Assert.Equal([id], Ids(page));
        Assert.Equal(JsonValueKind.Null, page.GetProperty("next").ValueKind);

        var (status, _) = await scene.CallAsync(HttpMethod.Delete, $"/{id}");
        Assert.Equal(HttpStatusCode.NoContent, status);
        (status, _) = await scene.CallAsync(HttpMethod.Post, $"/{id}/secret");
        Assert.Equal(HttpStatusCode.NotFound, status);
        Assert.Equal([other], Ids(await scene.GetAsync("?channel=webhook")));
    }

    [Fact]
    public async Task Only_a_key_that_may_write_alerts_has_webhooks_and_readers_go_on_as_they_did()
    {
        await using var scene = await HookScene.StartAsync();
        var (id, _) = await scene.HookAsync();
        using var nobody = scene.Host.CreateClient();
        Assert.Equal(
            HttpStatusCode.Unauthorized,
            await StatusAsync(nobody, HttpMethod.Post, "", Body(scene))
        );
        foreach (var path in (string[])["?channel=webhook", $"/{id}", $"/{id}/deliveries"])
            Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(nobody, HttpMethod.Get, path));
        foreach (
            var path in (string[])[$"/{id}/test", $"/{id}/secret", $"/{id}/replay?since=2025-01-01T00:00:00Z"]
        )
            Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(nobody, HttpMethod.Post, path));
        Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(nobody, HttpMethod.Delete, $"/{id}"));

        var reader = await nobody.SignUpAsync();
        var (response, shown) = await nobody.SendAsync(HttpMethod.Get, $"/{reader.Id}", reader.Token);
        using (response)
            Assert.Equal("active", shown.GetProperty("state").GetString());
        // The newsroom's key opens no reader's subscription.
        var (status, _) = await scene.CallAsync(HttpMethod.Get, $"/{reader.Id}");
        Assert.Equal(HttpStatusCode.Unauthorized, status);
    }

    [Fact]
    public async Task A_key_without_the_scope_is_refused()
    {
        await using var host = new NotifierHost(
            settings: new Dictionary<string, string>(StringComparer.Ordinal)
            {
                ["ApiKeys:0:Scopes:0"] = "publish",
            }
        );
        using var client = host.Newsroom();
        var body = new JsonObject { ["channel"] = "webhook" };
        Assert.Equal(
            HttpStatusCode.Forbidden,
            await StatusAsync(client, HttpMethod.Post, "", body, NotifierHost.Key)
        );
        Assert.Equal(
            HttpStatusCode.Forbidden,
            await StatusAsync(client, HttpMethod.Get, "?channel=webhook", token: NotifierHost.Key)
        );
    }

    [Theory]
    [InlineData("url", "\"ftp://receiver.example/\"")]
    [InlineData("url", "\"https://user:pass@receiver.example/\"")]
    [InlineData("url", "\"/hook\"")]
    [InlineData("url", "7")]
    [InlineData("url", null)]
    [InlineData("topics", "[]")]
    [InlineData("topics", "[\"অজানা\"]")]
    [InlineData("topics", null)]
    [InlineData("events", "[]")]
    [InlineData("events", "[\"article.deleted\"]")]
    [InlineData("events", "\"article.published\"")]
    [InlineData("minLevel", "\"loud\"")]
    [InlineData("description", "7")]
    [InlineData("state", "\"disabled\"")]
    public async Task What_is_wrong_is_named_by_its_field(string field, string? value)
    {
        await using var scene = await HookScene.StartAsync();
        var body = Body(scene);
        body.Remove(field);
        if (value is not null)
            body[field] = JsonNode.Parse(value);
        var (status, answer) = await scene.CallAsync(HttpMethod.Post, "", body);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, status);
        Assert.Equal(field, Assert.Single(answer.GetProperty("errors").EnumerateObject()).Name);
    }

    [Theory]
    [InlineData("https://127.0.0.1/hook")]
    [InlineData("https://[::1]/hook")]
    [InlineData("https://10.0.0.1/hook")]
    [InlineData("https://localhost/hook")]
    [InlineData("http://receiver.example/hook")]
    public async Task An_endpoint_lies_in_the_public_internet_and_speaks_https(string url)
    {
        await using var host = new NotifierHost();
        using var client = host.Newsroom();
        var body = new JsonObject
        {
            ["channel"] = "webhook",
            ["url"] = url,
            ["topics"] = new JsonArray("all"),
        };
        var (response, answer) = await client.SendAsync(HttpMethod.Post, "", NotifierHost.Key, body);
        using (response)
            Assert.Equal(HttpStatusCode.UnprocessableEntity, response.StatusCode);
        Assert.True(answer.GetProperty("errors").TryGetProperty("url", out _));
    }

    [Fact]
    public async Task A_key_is_counted_by_itself_and_not_among_the_readers_at_its_address()
    {
        await using var host = new NotifierHost();
        using var client = host.Newsroom();
        var body = new JsonObject
        {
            ["channel"] = "webhook",
            ["url"] = "https://receiver.example/hook",
            ["topics"] = new JsonArray("all"),
        };
        var (made, hook) = await client.SendAsync(HttpMethod.Post, "", NotifierHost.Key, body);
        using (made)
            Assert.Equal(HttpStatusCode.Created, made.StatusCode);
        var path = $"/{hook.GetProperty("id").GetGuid()}";
        for (var i = 0; i < 100; i++)
            Assert.Equal(
                HttpStatusCode.OK,
                await StatusAsync(client, HttpMethod.Get, path, token: NotifierHost.Key)
            );
    }

    [Fact]
    public async Task A_call_that_is_repeated_makes_one_webhook()
    {
        await using var scene = await HookScene.StartAsync();
        scene.Client.DefaultRequestHeaders.Add("Idempotency-Key", "first-1");
        var (first, made) = await scene.CallAsync(HttpMethod.Post, "", Body(scene));
        var (second, again) = await scene.CallAsync(HttpMethod.Post, "", Body(scene));
        Assert.Equal((HttpStatusCode.Created, HttpStatusCode.OK), (first, second));
        Assert.Equal(made.GetProperty("id").GetGuid(), again.GetProperty("id").GetGuid());
        Assert.Single(Ids(await scene.GetAsync("?channel=webhook")));
    }

    [Fact]
    public async Task A_test_goes_out_at_once_and_says_what_the_endpoint_said()
    {
        await using var scene = await HookScene.StartAsync();
        var (id, secret) = await scene.HookAsync();
        scene.Endpoints.On(
            "/hook",
            (_, context) =>
            {
                context.Response.StatusCode = StatusCodes.Status418ImATeapot;
                return context.Response.WriteAsync(new string('চ', 2000), Ct);
            }
        );
        var (status, answer) = await scene.CallAsync(HttpMethod.Post, $"/{id}/test");
        Assert.Equal(HttpStatusCode.OK, status);
        Assert.False(answer.GetProperty("delivered").GetBoolean());
        Assert.Equal(418, answer.GetProperty("answer").GetProperty("status").GetInt32());
        // 1,024 bytes, and no half of a letter.
        Assert.Equal(new string('চ', 341), answer.GetProperty("answer").GetProperty("body").GetString());
        var call = Assert.Single(scene.Endpoints.Sent("/hook"));
        Assert.Equal("test", HookScene.BodyOf(call).GetProperty("type").GetString());
        Assert.Equal(HookDeliveryTests.Sign(secret, call), call.Headers["webhook-signature"].ToString());
        scene.Endpoints.On("/hook", StatusCodes.Status204NoContent);
        (_, answer) = await scene.CallAsync(HttpMethod.Post, $"/{id}/test");
        Assert.True(answer.GetProperty("delivered").GetBoolean());
        Assert.Empty(await scene.DeliveriesAsync(id));
    }

    [Fact]
    public async Task The_log_tells_what_was_sent_and_answered_page_by_page()
    {
        await using var scene = await HookScene.StartAsync();
        var (id, secret) = await scene.HookAsync();
        scene.Endpoints.On("/hook", (_, context) => context.Response.WriteAsync("ধন্যবাদ", Ct));
        for (var i = 0; i < 3; i++)
            await scene.Host.PublishAsync(News.Breaking.Published(), Ct);
        // An article and its alert each.
        await HookScene.UntilAsync(() => scene.Told().Count == 6, "the events");
        await scene.RestedAsync();
        var first = await scene.GetAsync($"/{id}/deliveries?limit=4");
        var rest = await scene.GetAsync($"/{id}/deliveries?cursor={first.GetProperty("next").GetString()}");
        Assert.Equal(4, first.GetProperty("items").GetArrayLength());
        Assert.Equal(2, rest.GetProperty("items").GetArrayLength());
        Assert.Equal(JsonValueKind.Null, rest.GetProperty("next").ValueKind);
        var entry = first.GetProperty("items")[0];
        var call = scene
            .Endpoints.Sent("/hook")
            .Single(c => c.Headers["webhook-id"] == entry.GetProperty("id").GetString());
        var request = entry.GetProperty("request");
        foreach (
            var header in (string[])["webhook-id", "webhook-timestamp", "webhook-signature", "content-type"]
        )
            Assert.Equal(
                call.Headers[header].ToString(),
                request.GetProperty("headers").GetProperty(header).GetString()
            );
        Assert.Equal(call.Body, System.Text.Encoding.UTF8.GetBytes(request.GetProperty("body").GetString()!));
        Assert.Equal("ধন্যবাদ", entry.GetProperty("answer").GetProperty("body").GetString());
        Assert.Equal("delivered", entry.GetProperty("state").GetString());
        Assert.Equal(JsonValueKind.Null, entry.GetProperty("nextTryAt").ValueKind);
        Assert.DoesNotContain(secret["whsec_".Length..], first.ToString(), StringComparison.Ordinal);
        foreach (var query in (string[])["?state=lost", "?limit=0", "?cursor=-1"])
            Assert.Equal(
                HttpStatusCode.BadRequest,
                (await scene.CallAsync(HttpMethod.Get, $"/{id}/deliveries{query}")).Status
            );
    }

    private static JsonObject Body(HookScene scene, params (string Field, JsonNode? Value)[] others)
    {
        var body = new JsonObject
        {
            ["channel"] = "webhook",
            ["url"] = scene.Endpoints.Url("/hook"),
            ["topics"] = new JsonArray("all"),
            ["unheardOf"] = true,
        };
        foreach (var (field, value) in others)
            body[field] = value;
        return body;
    }

    private static List<Guid> Ids(JsonElement page) =>
        [.. page.GetProperty("items").EnumerateArray().Select(i => i.GetProperty("id").GetGuid())];

    private static IEnumerable<string?> Texts(JsonElement array) =>
        array.EnumerateArray().Select(t => t.GetString());

    private static async Task<HttpStatusCode> StatusAsync(
        HttpClient client,
        HttpMethod method,
        string path,
        JsonNode? body = null,
        string? token = null
    )
    {
        var (response, _) = await client.SendAsync(method, path, token, body);
        using (response)
            return response.StatusCode;
    }
}
