using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Syndication.Contracts;
using Syndication.Notifier.Store;
using Syndication.Notifier.Webhooks;
using Syndication.Testing.Hub;
using Syndication.Testing.Servers;
using Syndication.Testing.Time;

namespace Syndication.Notifier.Tests.Webhooks;

/// <summary>A Notifier that is killed while endpoints answer.</summary>
public sealed class HookCrashTests(PostgresFixture postgres)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Killed_before_an_answer_is_on_disk_it_sends_the_same_id_again_and_then_no_more()
    {
        var database = await postgres.NewDatabaseAsync(Ct);
        await using var endpoints = await CallbackServer.StartAsync(Ct);
        await DieAsync(database, endpoints);

        endpoints.On("/hook", StatusCodes.Status204NoContent);
        var time = new ManualTime(TimeProvider.System.GetUtcNow());
        await using var host = new NotifierHost(database, time: time, settings: Anywhere);
        var begin = time.GetUtcNow();
        await HookScene.UntilAsync(
            () =>
            {
                time.Leap(TimeSpan.FromSeconds(1));
                return endpoints.Sent("/hook").Count == 2;
            },
            "the event once more"
        );
        Assert.InRange(time.GetUtcNow() - begin, TimeSpan.Zero, 2 * WebhookStore.Lease);
        await HookScene.UntilAsync(
            () =>
            {
                time.Leap(TimeSpan.FromMinutes(1));
                return host.The<UnitOfWork>()
                    .ReadAsync(
                        db =>
                            db.WebhookDeliveries.AllAsync(d => d.State == WebhookDeliveryState.Delivered, Ct),
                        Ct
                    );
            },
            "the end"
        );
        var ids = endpoints.Sent("/hook").Select(c => c.Headers["webhook-id"].ToString()).ToList();
        Assert.Equal(2, ids.Count);
        Assert.Single(ids.Distinct());
    }

    [Fact]
    public async Task Two_instances_tell_each_event_once_whichever_heard_of_it()
    {
        await using var scene = await HookScene.StartAsync(await postgres.NewDatabaseAsync(Ct));
        await using var other = new NotifierHost(scene.Database, settings: Anywhere);
        await scene.HookAsync("/one");
        await scene.HookAsync("/two");
        for (var i = 0; i < 40; i++)
        {
            var article = News.Breaking with { Breaking = BreakingLevel.None };
            await Task.WhenAll(
                scene.Host.PublishAsync(article.Published(), Ct),
                other.PublishAsync(article.Published(), Ct)
            );
        }
        await HookScene.UntilAsync(
            () => scene.Told("/one").Count >= 40 && scene.Told("/two").Count >= 40,
            "all events"
        );
        await scene.RestedAsync();
        foreach (var endpoint in (string[])["/one", "/two"])
        {
            var ids = scene.Endpoints.Sent(endpoint).Select(c => c.Headers["webhook-id"].ToString()).ToList();
            Assert.Equal(40, ids.Count);
            Assert.Equal(40, ids.Distinct(StringComparer.Ordinal).Count());
        }
    }

    // Has the endpoint told of an alert, and dies before it hears the answer.
    private static async Task DieAsync(string database, CallbackServer endpoints)
    {
        await using var process = Process(database);
        await process.StartAsync(Ct);
        // It has the event, and its answer comes too late.
        endpoints.On(
            "/hook",
            async (_, context) =>
            {
                await process.KillAsync();
                context.Response.StatusCode = StatusCodes.Status204NoContent;
            }
        );
        await TellAsync(process, endpoints.Url("/hook"));
        await HookScene.UntilAsync(
            () => endpoints.Sent("/hook").Count == 1 && !process.IsRunning,
            "the event, and the kill"
        );
    }

    private static async Task TellAsync(ServiceProcess process, string endpoint)
    {
        using var client = new HttpClient(new SocketsHttpHandler { UseProxy = false });
        client.BaseAddress = process.Address;
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue(
            "Bearer",
            NotifierHost.Key
        );
        var hook = new JsonObject
        {
            ["channel"] = "webhook",
            ["url"] = endpoint,
            ["topics"] = new JsonArray("all"),
        };
        using var made = await client.PostAsJsonAsync("/api/subscriptions", hook, Ct);
        made.EnsureSuccessStatusCode();
        using var sent = await client.PostAsJsonAsync("/api/alerts", Alerts.Newsroom.Draft(), Ct);
        sent.EnsureSuccessStatusCode();
    }

    private static Dictionary<string, string> Anywhere =>
        new(StringComparer.Ordinal) { ["Network:AllowPrivateAddresses"] = "true" };

    private static ServiceProcess Process(string database) =>
        new(
            "Notifier",
            new Dictionary<string, string>(StringComparer.Ordinal)
            {
                ["Database"] = database,
                ["Push:PrivateKey"] = WebPush.PushBench.Key.ToPem(),
                ["Network:AllowPrivateAddresses"] = "true",
                ["Alerts:ProbeInterval"] = "00:00:00",
                ["ApiKeys:0:Name"] = "tests",
                ["ApiKeys:0:Key"] = NotifierHost.Key,
                ["ApiKeys:0:Scopes:0"] = "alerts",
                ["Logging:LogLevel:Default"] = "Warning",
            }
        );
}
