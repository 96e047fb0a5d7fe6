using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Syndication.Notifier.Tests.Subscriptions;

/// <summary>What is turned away, and whom browsers let in.</summary>
public sealed class SubscriptionDoorTests(SubscriptionDoorTests.OneHost one)
    : IClassFixture<SubscriptionDoorTests.OneHost>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("subscription.endpoint", "subscription.endpoint", "\"https://127.0.0.1/x\"")]
    [InlineData("subscription.endpoint", "subscription.endpoint", "\"https://localhost/x\"")]
    [InlineData("subscription.endpoint", "subscription.endpoint", "\"http://fcm.googleapis.com/x\"")]
    [InlineData("subscription.endpoint", "subscription.endpoint", "7")]
    [InlineData("subscription.endpoint", "subscription.endpoint", "\"\\ud800\"")]
    [InlineData("subscription.keys.p256dh", "subscription.keys.p256dh", "\"AAAA\"")]
    [InlineData("subscription.keys.auth", "subscription.keys.auth", "null")]
    [InlineData("subscription.keys", "subscription.keys", "[]")]
    [InlineData("subscription.expirationTime", "subscription.expirationTime", "\"soon\"")]
    [InlineData("subscription", "subscription", "null")]
    [InlineData("channel", "channel", "\"pigeon\"")]
    [InlineData("topics", "topics", "[]")]
    [InlineData("topics", "topics", "\"sports\"")]
    [InlineData("topics", "topics", "[\"nowhere\"]")]
    [InlineData("topics", "topics", "[\"cassinoBR\"]")]
    [InlineData("topics", "topics", "[null]")]
    [InlineData("topics", "topics", "[\"\\udc00\"]")]
    [InlineData("minLevel", "minLevel", "\"none\"")]
    [InlineData("minLevel", "minLevel", "\"Breaking\"")]
    [InlineData("language", "language", "\"b\"")]
    [InlineData("language", "language", "\"en_GB\"")]
    [InlineData("timeZone", "timeZone", "\"Asia/Nowhere\"")]
    [InlineData("timeZone", "timeZone", "\"../../etc/passwd\"")]
    [InlineData("timeZone", "timeZone", "\"Etc/Unknown\"")]
    [InlineData("timeZone", "timeZone", "\"এশিয়া/ঢাকা\"")]
    [InlineData("timeZone", "timeZone", "\"Bangladesh Standard Time\"")]
    [InlineData("quietHours", "quietHours", "\"night\"")]
    [InlineData("quietHours", "quietHours", "{\"from\":\"23:00\",\"to\":\"23:00\"}")]
    [InlineData("quietHours", "quietHours.from", "{\"from\":\"24:00\",\"to\":\"07:00\"}")]
    [InlineData("quietHours", "quietHours.to", "{\"from\":\"23:00\"}")]
    [InlineData("quietHours", "quietHours.to", "{\"from\":\"23:00\",\"to\":\"7\"}")]
    [InlineData("maxPerDay", "maxPerDay", "0")]
    [InlineData("maxPerDay", "maxPerDay", "101")]
    [InlineData("maxPerDay", "maxPerDay", "1.5")]
    [InlineData("maxPerDay", "maxPerDay", "\"5\"")]
    [InlineData("flashInQuiet", "flashInQuiet", "1")]
    [InlineData("state", "state", "\"gone\"")]
    public async Task A_wrong_value_is_refused_and_its_field_named(string member, string field, string json)
    {
        var body = Reader.Body();
        var path = member.Split('.');
        JsonNode at = body;
        foreach (var step in path[..^1])
            at = at[step]!;
        at[path[^1]] = JsonNode.Parse("null");
        // As text: half a surrogate pair cannot be said otherwise.
        var text = body.ToJsonString();
        var before = $"\"{path[^1]}\":null";
        text = text.Replace(before, $"\"{path[^1]}\":{json}", StringComparison.Ordinal);

        using var response = await PostAsync(text);

        var problem = JsonDocument.Parse(await response.Content.ReadAsStringAsync(Ct)).RootElement;
        Assert.True(response.StatusCode == HttpStatusCode.UnprocessableEntity, problem.ToString());
        Assert.Contains(field, problem.GetProperty("errors").EnumerateObject().Select(e => e.Name));
        Assert.Contains(field, problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Of_two_wrong_keys_and_two_wrong_times_both_are_named()
    {
        var body = Reader.Body();
        body["subscription"]!["keys"] = new JsonObject { ["p256dh"] = "AAAA", ["auth"] = "BBBB" };
        body["quietHours"] = new JsonObject { ["from"] = "24:00", ["to"] = "7" };

        using var response = await PostAsync(body.ToJsonString());

        var problem = JsonDocument.Parse(await response.Content.ReadAsStringAsync(Ct)).RootElement;
        Assert.Equal(
            ["quietHours.from", "quietHours.to", "subscription.keys.auth", "subscription.keys.p256dh"],
            problem.GetProperty("errors").EnumerateObject().Select(e => e.Name).Order(StringComparer.Ordinal)
        );
    }

    [Theory]
    [InlineData("{", 400)]
    [InlineData("", 400)]
    [InlineData("[]", 400)]
    [InlineData("null", 400)]
    [InlineData("{}", 422)]
    public async Task What_is_no_json_object_is_no_subscription(string text, int status)
    {
        using var response = await PostAsync(text);

        Assert.Equal(status, (int)response.StatusCode);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
    }

    [Fact]
    public async Task A_body_has_16_kibibytes_at_most_and_is_json()
    {
        using var tooLong = await PostAsync(new string(' ', 17 << 10) + "{}");
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, tooLong.StatusCode);
        using var noJson = await PostAsync("{}", "text/plain");
        Assert.Equal(HttpStatusCode.UnsupportedMediaType, noJson.StatusCode);
    }

    [Theory]
    [InlineData("https://khobor.example", true)]
    [InlineData("https://www.khobor.example", true)]
    [InlineData("http://khobor.example", false)]
    [InlineData("https://khobor.example.evil.example", false)]
    [InlineData("null", false)]
    public async Task Pages_of_the_publication_may_subscribe_and_others_may_not(string origin, bool isLetIn)
    {
        using var preflight = new HttpRequestMessage(HttpMethod.Options, "/api/subscriptions/x");
        preflight.Headers.Add("Origin", origin);
        preflight.Headers.Add("Access-Control-Request-Method", "PATCH");
        preflight.Headers.Add("Access-Control-Request-Headers", "authorization,content-type");
        using var before = await one.Client.SendAsync(preflight, Ct);
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/subscriptions/x");
        request.Headers.Add("Origin", origin);
        using var response = await one.Client.SendAsync(request, Ct);

        Assert.Equal(isLetIn, before.Headers.Contains("Access-Control-Allow-Origin"));
        // A refusal is read by the page, too.
        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
        Assert.Equal(isLetIn, response.Headers.Contains("Access-Control-Allow-Origin"));
        Assert.False(response.Headers.Contains("Access-Control-Allow-Credentials"));
        if (isLetIn)
        {
            Assert.Equal(HttpStatusCode.NoContent, before.StatusCode);
            Assert.Contains(
                "PATCH",
                before.Headers.GetValues("Access-Control-Allow-Methods").Single(),
                StringComparison.Ordinal
            );
        }
    }

    [Fact]
    public async Task Who_calls_too_often_waits_and_nobody_else_does()
    {
        await using var host = new NotifierHost(
            settings: new Dictionary<string, string>(StringComparer.Ordinal)
            {
                ["RateLimits:CallerBurst"] = "3",
                ["RateLimits:CallerPerMinute"] = "1",
            }
        );
        using var client = host.CreateClient();
        for (var i = 0; i < 3; i++)
            Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(client, "2001:db8:1::1"));

        // The same site, another of its addresses.
        Assert.Equal(HttpStatusCode.TooManyRequests, await StatusAsync(client, "2001:db8:1::2"));
        Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(client, "2001:db8:2::1"));
        Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(client, "192.0.2.1"));
        // What a caller writes itself stands on the left of what the proxy saw.
        Assert.Equal(HttpStatusCode.TooManyRequests, await StatusAsync(client, "192.0.2.9, 2001:db8:1::3"));
    }

    [Fact]
    public async Task Taps_and_sign_ups_are_counted_apart_and_leaving_is_never_refused()
    {
        await using var host = new NotifierHost(
            settings: new Dictionary<string, string>(StringComparer.Ordinal)
            {
                ["RateLimits:CallerBurst"] = "3",
                ["RateLimits:CallerPerMinute"] = "1",
                ["RateLimits:TapBurst"] = "5",
                ["RateLimits:TapsPerMinute"] = "1",
            }
        );
        using var client = host.CreateClient();
        const string Town = "198.51.100.7";
        var tap = $"/api/alerts/{Guid.NewGuid()}/click";
        for (var i = 0; i < 5; i++)
            Assert.Equal(HttpStatusCode.NoContent, await StatusAsync(client, Town, "POST", tap));
        Assert.Equal(HttpStatusCode.TooManyRequests, await StatusAsync(client, Town, "POST", tap));
        for (var i = 0; i < 3; i++)
            Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(client, Town));
        Assert.Equal(HttpStatusCode.TooManyRequests, await StatusAsync(client, Town));

        for (var i = 0; i < 20; i++)
        {
            const string Link = "/alerts/unsubscribe?token=x";
            Assert.Equal(HttpStatusCode.NotFound, await StatusAsync(client, Town, "GET", Link));
            Assert.Equal(HttpStatusCode.NotFound, await StatusAsync(client, Town, "POST", Link));
            Assert.Equal(
                HttpStatusCode.Unauthorized,
                await StatusAsync(client, Town, "DELETE", $"/api/subscriptions/{Guid.NewGuid()}")
            );
        }
    }

    private static async Task<HttpStatusCode> StatusAsync(
        HttpClient client,
        string forwarded,
        string method = "GET",
        string path = "/api/subscriptions/x"
    )
    {
        using var request = new HttpRequestMessage(new(method), path);
        request.Headers.Add("X-Forwarded-For", forwarded);
        using var response = await client.SendAsync(request, Ct);
        if (response.StatusCode == HttpStatusCode.TooManyRequests)
            Assert.True(response.Headers.RetryAfter!.Delta > TimeSpan.Zero);
        return response.StatusCode;
    }

    private async Task<HttpResponseMessage> PostAsync(string text, string type = "application/json")
    {
        using var content = new StringContent(text, Encoding.UTF8, new MediaTypeHeaderValue(type));
        return await one.Client.PostAsync("/api/subscriptions", content, Ct);
    }

    public sealed class OneHost : IAsyncDisposable
    {
        private readonly NotifierHost _host = new(
            settings: new Dictionary<string, string>(StringComparer.Ordinal)
            {
                ["RateLimits:Enabled"] = "false",
                ["Subscriptions:Origins:0"] = "https://www.khobor.example",
            }
        );

        public OneHost() => Client = _host.CreateClient();

        public HttpClient Client { get; }

        public async ValueTask DisposeAsync()
        {
            Client.Dispose();
            await _host.DisposeAsync();
        }
    }
}
