using System.Collections.Concurrent;
using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using MassTransit;
using MassTransit.Mediator;
using Microsoft.EntityFrameworkCore;
using Syndication.Contracts;
using Syndication.Notifier.Store;
using Syndication.Notifier.Tests.Subscriptions;
using Syndication.Notifier.Webhooks;
using Syndication.Testing;
using Syndication.Testing.Hub;
using Syndication.Testing.Time;

namespace Syndication.Notifier.Tests.Webhooks;

/// <summary>A Notifier, and endpoints of those who want to be told of events.</summary>
internal sealed class HookScene : IAsyncDisposable
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);
    private readonly ConcurrentQueue<ArticleStep> _steps = [];

    private HookScene(NotifierHost host, string database, CallbackServer endpoints, ManualTime? time)
    {
        (Host, Database, Endpoints, Time) = (host, database, endpoints, time);
        Client = host.Newsroom();
        host.The<IMediator>()
            .ConnectHandler<ArticleSteps>(context =>
            {
                foreach (var step in context.Message.Steps)
                    _steps.Enqueue(step);
                return Task.CompletedTask;
            });
    }

    public static CancellationToken Ct => TestContext.Current.CancellationToken;

    public NotifierHost Host { get; }

    public string Database { get; }

    public CallbackServer Endpoints { get; }

    /// <summary>Of the newsroom's key.</summary>
    public HttpClient Client { get; }

    public ManualTime? Time { get; }

    /// <summary>What articles' timelines were told.</summary>
    public IReadOnlyList<ArticleStep> Steps => [.. _steps];

    public static async Task<HookScene> StartAsync(string database = "sqlite", ManualTime? time = null)
    {
        var settings = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["Network:AllowPrivateAddresses"] = "true",
            ["RateLimits:Enabled"] = "false",
        };
        return new(
            new NotifierHost(database, time: time, settings: settings),
            database,
            await CallbackServer.StartAsync(Ct),
            time
        );
    }

    public async Task<(HttpStatusCode Status, JsonElement Answer)> CallAsync(
        HttpMethod method,
        string path,
        JsonNode? body = null
    )
    {
        var (response, answer) = await Client.SendAsync(method, path, NotifierHost.Key, body);
        using (response)
            return (response.StatusCode, answer);
    }

    /// <summary>Makes one whose endpoint is a path of <see cref="Endpoints"/>.</summary>
    public async Task<(Guid Id, string Secret)> HookAsync(
        string endpoint = "/hook",
        JsonNode? topics = null,
        JsonNode? events = null,
        string? minLevel = null
    )
    {
        var body = new JsonObject
        {
            ["channel"] = "webhook",
            ["url"] = Endpoints.Url(endpoint),
            ["topics"] = topics ?? new JsonArray("all"),
        };
        if (events is not null)
            body["events"] = events;
        if (minLevel is not null)
            body["minLevel"] = minLevel;
        var (status, answer) = await CallAsync(HttpMethod.Post, "", body);
        Assert.True(status == HttpStatusCode.Created, answer.ToString());
        return (answer.GetProperty("id").GetGuid(), answer.GetProperty("secret").GetString()!);
    }

    public async Task<JsonElement> GetAsync(string path) => (await CallAsync(HttpMethod.Get, path)).Answer;

    public async Task<List<JsonElement>> DeliveriesAsync(Guid id, string query = "") =>
        [.. (await GetAsync($"/{id}/deliveries{query}")).GetProperty("items").EnumerateArray()];

    /// <summary>What an endpoint got, as <c>type revision</c>.</summary>
    public List<string> Told(string endpoint = "/hook") =>
        [.. Endpoints.Sent(endpoint).Select(BodyOf).Select(Line)];

    public static JsonElement BodyOf(CallbackCall call) =>
        JsonSerializer.Deserialize<JsonElement>(Encoding.UTF8.GetString(call.Body));

    /// <summary>Until nothing waits to be made into deliveries, and none of them is due now.</summary>
    public Task RestedAsync() =>
        UntilAsync(
            async () =>
            {
                var now = Host.The<TimeProvider>().GetUtcNow();
                return await ReadAsync(async db =>
                    !await db.WebhookEvents.AnyAsync(e => !e.IsFanned, Ct)
                    && !await db.WebhookDeliveries.AnyAsync(
                        d => d.State == WebhookDeliveryState.Waiting && (d.DueAt <= now || d.LeaseBy != null),
                        Ct
                    )
                );
            },
            "nothing is due"
        );

    public Task<T> ReadAsync<T>(Func<NotifierDbContext, Task<T>> read) =>
        Host.The<UnitOfWork>().ReadAsync(read, Ct);

    /// <summary>Lets time pass until it is so; none passes while a call is on its way, which would run out of it.</summary>
    public Task PassAsync(Func<Task<bool>> condition, TimeSpan? step = null) =>
        UntilAsync(
            async () =>
            {
                var (isUnderWay, isDue) = await WorkAsync();
                if (!isUnderWay)
                    Time!.Leap(isDue ? Second : step ?? Second);
                return await condition();
            },
            "what time brings"
        );

    private Task<(bool IsUnderWay, bool IsDue)> WorkAsync()
    {
        var now = Time!.GetUtcNow();
        return ReadAsync(async db =>
            (
                await db.WebhookDeliveries.AnyAsync(d => d.LeaseBy != null, Ct),
                await db.WebhookEvents.AnyAsync(e => !e.IsFanned, Ct)
                    || await db
                        .Webhooks.Where(h => h.State == WebhookState.Active)
                        .Where(h => h.RestUntil == null || h.RestUntil <= now)
                        .AnyAsync(
                            h =>
                                db.WebhookDeliveries.Any(d =>
                                    d.WebhookId == h.Id
                                    && d.State == WebhookDeliveryState.Waiting
                                    && d.DueAt <= now
                                ),
                            Ct
                        )
            )
        );
    }

    public static Task UntilAsync(Func<Task<bool>> condition, string what) =>
        Waiting.UntilAsync(condition, Deadline, what, Ct);

    public static Task UntilAsync(Func<bool> condition, string what) =>
        Waiting.UntilAsync(condition, Deadline, what, Ct);

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await Host.DisposeAsync();
        await Endpoints.DisposeAsync();
    }

    private static string Line(JsonElement body)
    {
        var data = body.GetProperty("data");
        var version = data.TryGetProperty("revision", out var revision)
            ? revision
            : data.GetProperty("sequence");
        return $"{body.GetProperty("type").GetString()} {version}";
    }
}
