using System.Net;
using System.Text;
using System.Xml.Linq;
using Microsoft.AspNetCore.Http;
using Syndication.Notifier.WebSub;
using Syndication.Testing.Hub;

namespace Syndication.Notifier.Tests.WebSub;

/// <summary>Readers that speak rssCloud are pinged.</summary>
public sealed class CloudTests
{
    [Fact]
    public async Task A_reader_that_gives_the_challenge_back_is_pinged()
    {
        await using var scene = await HubScene.StartAsync();
        scene.Callbacks.On("/ping", Confirm);
        Assert.Equal("true", await AskAsync(scene, "/ping", domain: "127.0.0.1"));
        var asked = Assert.Single(scene.Callbacks.Asked("/ping"));
        Assert.Equal(HubScene.Topic, asked.Query["url"]);
        await scene.RestedAsync();

        scene.Feeds.Put(HubScene.Path, "<rss>নতুন</rss>");
        await scene.ChangeAsync();
        await HubScene.UntilAsync(() => scene.Callbacks.Sent("/ping").Count > 0, "the ping");
        var ping = Assert.Single(scene.Callbacks.Sent("/ping"));
        Assert.Equal("url=" + Uri.EscapeDataString(HubScene.Topic), Encoding.ASCII.GetString(ping.Body));
        Assert.Equal("application/x-www-form-urlencoded", ping.Headers.ContentType);
        Assert.False(ping.Headers.ContainsKey("X-Hub-Signature"));
        var kept = Assert.Single(await scene.SubscriptionsAsync());
        Assert.Equal(TimeSpan.FromHours(25), kept.LeaseEnd - kept.CreatedAt);
    }

    [Fact]
    public async Task Without_a_domain_it_is_the_caller_who_takes_a_first_ping()
    {
        await using var scene = await HubScene.StartAsync();
        Assert.Equal("true", await AskAsync(scene, "/ping"));
        Assert.Single(scene.Callbacks.Sent("/ping"));
        Assert.StartsWith(
            "http://127.0.0.1:",
            Assert.Single(await scene.SubscriptionsAsync()).Callback,
            StringComparison.Ordinal
        );
    }

    [Theory]
    [InlineData("another answer")]
    [InlineData("404")]
    [InlineData("redirect")]
    public async Task Who_does_not_confirm_is_not_pinged(string how)
    {
        await using var scene = await HubScene.StartAsync();
        scene.Callbacks.On(
            "/ping",
            (_, context) =>
            {
                if (how == "404")
                    context.Response.StatusCode = StatusCodes.Status404NotFound;
                if (how == "redirect")
                    context.Response.Redirect("/else");
                return context.Response.WriteAsync(how);
            }
        );
        Assert.Equal("false", await AskAsync(scene, "/ping", domain: "127.0.0.1"));
        Assert.Empty(await scene.SubscriptionsAsync());
    }

    [Theory]
    [InlineData("protocol", "xml-rpc")]
    [InlineData("port", "0")]
    [InlineData("port", "70000")]
    [InlineData("path", "ping")]
    [InlineData("domain", "not a host")]
    [InlineData("url1", "https://else.example/feeds/all.rss")]
    [InlineData("url1", "https://news.example/feeds/nothing.rss")]
    public async Task What_is_wrong_is_said(string field, string value)
    {
        await using var scene = await HubScene.StartAsync();
        var form = Form(scene, "/ping", "127.0.0.1");
        form[field] = value;
        Assert.Equal("false", await PostAsync(scene, form));
        Assert.Empty(scene.Callbacks.Calls);
    }

    [Fact]
    public async Task Asking_again_makes_it_last_and_not_being_pinged_twice()
    {
        await using var scene = await HubScene.StartAsync();
        scene.Callbacks.On("/ping", Confirm);
        Assert.Equal("true", await AskAsync(scene, "/ping", domain: "127.0.0.1"));
        Assert.Equal("true", await AskAsync(scene, "/ping", domain: "127.0.0.1"));
        Assert.Equal(HubProtocol.RssCloud, Assert.Single(await scene.SubscriptionsAsync()).Protocol);
    }

    private static Task Confirm(CallbackCall call, HttpContext context) =>
        call.Method == HttpMethods.Get
            ? context.Response.WriteAsync(call.Query["challenge"].ToString())
            : Task.CompletedTask;

    private static Task<string> AskAsync(HubScene scene, string path, string? domain = null) =>
        PostAsync(scene, Form(scene, path, domain));

    private static Dictionary<string, string> Form(HubScene scene, string path, string? domain)
    {
        var url = new Uri(scene.Callbacks.Url(path));
        var form = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["notifyProcedure"] = "",
            ["protocol"] = "http-post",
            ["port"] = url.Port.ToString(System.Globalization.CultureInfo.InvariantCulture),
            ["path"] = url.AbsolutePath,
            ["url1"] = HubScene.Topic,
        };
        if (domain is not null)
            form["domain"] = domain;
        return form;
    }

    private static async Task<string> PostAsync(HubScene scene, Dictionary<string, string> form)
    {
        using var answer = await scene.PostAsync(form, "/rsscloud/pleaseNotify");
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        var result = XElement.Parse(await answer.Content.ReadAsStringAsync(HubScene.Ct));
        Assert.NotEmpty(result.Attribute("msg")!.Value);
        return result.Attribute("success")!.Value;
    }
}
