using System.Net;

namespace Syndication.Notifier.Tests.WebSub;

/// <summary>What is wrong with a request is told at once, in plain text (WebSub §5.1.2).</summary>
public sealed class HubFormTests
{
    [Theory]
    [InlineData("hub.mode", "", "hub.mode is missing.")]
    [InlineData("hub.mode", "follow", "hub.mode is 'subscribe' or 'unsubscribe'.")]
    [InlineData("hub.mode", "Subscribe", "hub.mode is 'subscribe' or 'unsubscribe'.")]
    [InlineData("hub.topic", "", "hub.topic is missing.")]
    [InlineData("hub.topic", "https://else.example/feeds/all.rss", "hub.topic is no feed of this hub")]
    [InlineData(
        "hub.topic",
        "https://news.example.evil.example/feeds/all.rss",
        "hub.topic is no feed of this hub"
    )]
    [InlineData("hub.topic", "https://news.example/api/articles", "hub.topic is no feed of this hub")]
    [InlineData(
        "hub.topic",
        "https://news.example/feeds/../health/ready",
        "hub.topic is no feed of this hub"
    )]
    [InlineData(
        "hub.topic",
        "https://news.example/feeds/%2e%2e/health/ready",
        "hub.topic is no feed of this hub"
    )]
    [InlineData("hub.topic", "/feeds/all.rss", "hub.topic is no feed of this hub")]
    [InlineData("hub.topic", "https://news.example/feeds/all.rss#top", "hub.topic is no feed of this hub")]
    [InlineData("hub.callback", "", "hub.callback is missing.")]
    [InlineData(
        "hub.callback",
        "ftp://reader.example/x",
        "hub.callback is no absolute http or https address."
    )]
    [InlineData("hub.callback", "/x", "hub.callback is no absolute http or https address.")]
    [InlineData("hub.callback", "https://me:pass@reader.example/", "hub.callback has a user name in it.")]
    [InlineData("hub.callback", "https://reader.example/#x", "hub.callback has a fragment.")]
    [InlineData(
        "hub.callback",
        "https://reader.example/a b",
        "hub.callback has characters that no address has."
    )]
    [InlineData("hub.callback", "http://127.0.0.1/x", "hub.callback lies in private space.")]
    [InlineData("hub.callback", "http://[::1]/x", "hub.callback lies in private space.")]
    [InlineData("hub.callback", "http://[::ffff:10.0.0.1]/x", "hub.callback lies in private space.")]
    [InlineData("hub.callback", "http://2130706433/x", "hub.callback lies in private space.")]
    [InlineData("hub.callback", "http://rabbitmq/x", "hub.callback lies in private space.")]
    [InlineData("hub.lease_seconds", "ten", "hub.lease_seconds is a number of seconds.")]
    [InlineData("hub.lease_seconds", "-1", "hub.lease_seconds is a number of seconds.")]
    [InlineData("hub.lease_seconds", "1e6", "hub.lease_seconds is a number of seconds.")]
    public async Task What_is_wrong_is_named(string field, string value, string reason)
    {
        var (status, type, body) = await PostAsync(With(field, value));
        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.Equal("text/plain", type);
        Assert.StartsWith(reason, body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_secret_is_less_than_two_hundred_bytes_not_characters()
    {
        // A Bengali letter has three bytes.
        var (status, _, body) = await PostAsync(With("hub.secret", new string('ক', 67)));
        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.Equal("hub.secret is less than 200 bytes; this one has 201.\n", body);
        (status, _, _) = await PostAsync(With("hub.secret", new string('x', 200)));
        Assert.Equal(HttpStatusCode.BadRequest, status);
        (status, _, _) = await PostAsync(With("hub.secret", new string('x', 199)));
        Assert.Equal(HttpStatusCode.Accepted, status);
    }

    [Fact]
    public async Task What_stands_twice_is_refused_and_what_is_unknown_passed_over()
    {
        var (status, _, body) = await PostAsync([.. Right, new("hub.topic", HubScene.Topic)]);
        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.Equal("hub.topic is there 2 times.\n", body);
        (status, _, _) = await PostAsync([.. Right, new("hub.verify", "sync"), new("hub.verify", "async")]);
        Assert.Equal(HttpStatusCode.Accepted, status);
    }

    [Fact]
    public async Task Publishing_is_for_the_house_alone()
    {
        var (status, _, body) = await PostAsync([new("hub.mode", "publish"), new("hub.url", HubScene.Topic)]);
        Assert.Equal(HttpStatusCode.Forbidden, status);
        Assert.Contains("Nobody publishes here", body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_no_form_is_told_so()
    {
        await using var host = Host();
        using var client = host.CreateClient();
        using var json = new StringContent("{}", System.Text.Encoding.UTF8, "application/json");
        using var answer = await client.PostAsync("/hub", json, HubScene.Ct);
        Assert.Equal(HttpStatusCode.UnsupportedMediaType, answer.StatusCode);
        using var huge = new FormUrlEncodedContent([new("hub.topic", new string('x', 20_000))]);
        using var tooLong = await client.PostAsync("/hub", huge, HubScene.Ct);
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, tooLong.StatusCode);
        using var got = await client.GetAsync("/hub", HubScene.Ct);
        Assert.Equal(HttpStatusCode.MethodNotAllowed, got.StatusCode);
        Assert.Equal("POST", Assert.Single(got.Content.Headers.Allow));
    }

    private static KeyValuePair<string, string>[] Right =>
        [
            new("hub.mode", "subscribe"),
            new("hub.topic", HubScene.Topic),
            new("hub.callback", "https://reader.example/callback?id=7"),
        ];

    private static KeyValuePair<string, string>[] With(string field, string value) =>
        [.. Right.Where(pair => pair.Key != field), new(field, value)];

    private static NotifierHost Host() =>
        new(
            settings: new Dictionary<string, string>(StringComparer.Ordinal)
            {
                ["Publication:PublicUrl"] = HubScene.PublicOrigin,
                // Nobody is there: a right request is taken, and waits.
                ["Hub:Feeds"] = "http://127.0.0.1:9",
            }
        );

    private static async Task<(HttpStatusCode Status, string? Type, string Body)> PostAsync(
        IEnumerable<KeyValuePair<string, string>> form
    )
    {
        await using var host = Host();
        using var client = host.CreateClient();
        using var content = new FormUrlEncodedContent(form);
        using var answer = await client.PostAsync("/hub", content, HubScene.Ct);
        return (
            answer.StatusCode,
            answer.Content.Headers.ContentType?.MediaType,
            await answer.Content.ReadAsStringAsync(HubScene.Ct)
        );
    }
}
