using System.Net;
using System.Text.Json.Nodes;

namespace Syndication.Notifier.Tests.Subscriptions;

/// <summary>Null says as little as nothing, but that there are no quiet hours and no most of a day.</summary>
public sealed class SubscriptionNullTests
{
    private static readonly string[] Members =
    [
        "minLevel",
        "language",
        "timeZone",
        "flashInQuiet",
        "state",
        "quietHours",
        "maxPerDay",
        "applicationServerKey",
    ];

    [Fact]
    public async Task Whoever_signs_up_with_nulls_gets_what_is_usual()
    {
        await using var host = new NotifierHost();
        using var client = host.CreateClient();
        var body = Reader.Body();
        foreach (var member in Members)
            body[member] = null;

        var made = await client.SignUpAsync(body);

        var (_, view) = await client.SendAsync(HttpMethod.Get, $"/{made.Id}", made.Token);
        Assert.Equal("breaking", view.GetProperty("minLevel").GetString());
        Assert.Equal("active", view.GetProperty("state").GetString());
        Assert.False(view.GetProperty("flashInQuiet").GetBoolean());
    }

    [Fact]
    public async Task A_change_to_null_leaves_what_was_chosen()
    {
        await using var host = new NotifierHost();
        using var client = host.CreateClient();
        var body = Reader.Body();
        (body["minLevel"], body["language"], body["timeZone"]) = ("flash", "en", "Europe/London");
        (body["flashInQuiet"], body["state"]) = (true, "paused");
        var made = await client.SignUpAsync(body);
        var nothing = new JsonObject();
        foreach (var member in Members)
            nothing[member] = null;

        var (response, view) = await client.SendAsync(HttpMethod.Patch, $"/{made.Id}", made.Token, nothing);

        Assert.True(response.StatusCode == HttpStatusCode.OK, view.ToString());
        foreach (var member in (string[])["minLevel", "language", "timeZone", "flashInQuiet", "state"])
            Assert.Equal(body[member]!.ToString(), view.GetProperty(member).ToString(), ignoreCase: true);
        foreach (var member in (string[])["quietHours", "maxPerDay"])
            Assert.Equal("Null", view.GetProperty(member).ValueKind.ToString());
    }
}
