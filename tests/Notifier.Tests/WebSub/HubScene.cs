using System.Collections.Concurrent;
using System.Net;
using MassTransit;
using MassTransit.Mediator;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Syndication.Contracts;
using Syndication.Notifier.Store;
using Syndication.Notifier.WebSub;
using Syndication.Testing;
using Syndication.Testing.Hub;
using Syndication.Testing.Time;

namespace Syndication.Notifier.Tests.WebSub;

/// <summary>A Notifier, the feeds of its publication, and callbacks of subscribers.</summary>
internal sealed class HubScene : IAsyncDisposable
{
    public const string Path = "/feeds/international.rss";
    public const string PublicOrigin = "https://news.example";
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(30);
    private readonly HttpClient _client;
    private long _changes;
    private bool _isStopped;

    private readonly Func<NotifierHost> _another;

    private readonly ConcurrentQueue<ArticleStep> _steps = [];

    private HubScene(Func<NotifierHost> start, FeedServer feeds, CallbackServer callbacks)
    {
        var host = start();
        Listen(host);
        (Host, Feeds, Callbacks, _another) = (host, feeds, callbacks, start);
        _client = host.CreateClient();
    }

    public NotifierHost Host { get; }

    /// <summary>What articles' timelines were told of distributions.</summary>
    public IReadOnlyList<ArticleStep> Distributed => [.. _steps.Where(s => s.Step == "distributed")];

    public FeedServer Feeds { get; }

    public CallbackServer Callbacks { get; }

    public static CancellationToken Ct => TestContext.Current.CancellationToken;

    public static string Topic => PublicOrigin + Path;

    public static async Task<HubScene> StartAsync(
        string database = "sqlite",
        TimeProvider? time = null,
        IReadOnlyDictionary<string, string>? settings = null,
        Action<IServiceCollection>? replace = null
    )
    {
        var feeds = await FeedServer.StartAsync();
        feeds.PublicOrigin = PublicOrigin;
        feeds.Put(Path, "<rss><channel><title>আন্তর্জাতিক</title></channel></rss>");
        var all = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["Publication:PublicUrl"] = PublicOrigin,
            ["Network:AllowPrivateAddresses"] = "true",
            ["Hub:Feeds"] = feeds.Origin,
        };
        foreach (var (key, value) in settings ?? new Dictionary<string, string>(StringComparer.Ordinal))
            all[key] = value;
        return new(
            () => new NotifierHost(database, time: time, settings: all, replace: replace),
            feeds,
            await CallbackServer.StartAsync(Ct)
        );
    }

    /// <summary>One more instance, on the same database.</summary>
    public NotifierHost Another()
    {
        var host = _another();
        Listen(host);
        return host;
    }

    /// <summary>Asks the hub; the callback is a path of <see cref="Callbacks"/>.</summary>
    public Task<HttpResponseMessage> AskAsync(
        string mode,
        string callback,
        string? topic = null,
        string? secret = null,
        string? lease = null
    )
    {
        var form = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["hub.mode"] = mode,
            ["hub.topic"] = topic ?? Topic,
            ["hub.callback"] = Callbacks.Url(callback),
        };
        if (secret is not null)
            form["hub.secret"] = secret;
        if (lease is not null)
            form["hub.lease_seconds"] = lease;
        return PostAsync(form);
    }

    public async Task<HttpResponseMessage> PostAsync(
        IEnumerable<KeyValuePair<string, string>> form,
        string path = "/hub"
    )
    {
        using var content = new FormUrlEncodedContent(form);
        return await _client.PostAsync(path, content, Ct);
    }

    /// <summary>Subscribes, and waits until the hub has it.</summary>
    public async Task<HubSubscription> SubscribeAsync(
        string callback,
        string? topic = null,
        string? secret = null,
        string? lease = null
    )
    {
        using var answer = await AskAsync("subscribe", callback, topic, secret, lease);
        Assert.Equal(HttpStatusCode.Accepted, answer.StatusCode);
        await SettledAsync();
        var url = Callbacks.Url(callback);
        return Assert.Single(
            await SubscriptionsAsync(),
            s => s.Callback == url && (PublicOrigin + s.Topic) == (topic ?? Topic)
        );
    }

    public Task<List<HubSubscription>> SubscriptionsAsync() =>
        ReadAsync(db => db.HubSubscriptions.AsNoTracking().OrderBy(s => s.Seq).ToListAsync(Ct));

    public Task<List<HubRequest>> RequestsAsync() =>
        ReadAsync(db => db.HubRequests.AsNoTracking().ToListAsync(Ct));

    public Task<T> ReadAsync<T>(Func<NotifierDbContext, Task<T>> read) =>
        Host.The<UnitOfWork>().ReadAsync(read, Ct);

    /// <summary>Tells, as Feeds does, that a feed has changed.</summary>
    public Task ChangeAsync(string selector = "international", params ChangedArticle[] articles) =>
        Host.PublishAsync(
            new FeedChanged(selector, Interlocked.Increment(ref _changes), TimeProvider.System.GetUtcNow())
            {
                Articles = articles,
            },
            Ct
        );

    public Task<List<HubNews>> NewsAsync() => ReadAsync(db => db.HubNews.AsNoTracking().ToListAsync(Ct));

    /// <summary>Callbacks that follow <see cref="Path"/> as if they had subscribed long ago.</summary>
    public async Task AddAsync(IEnumerable<string> callbacks, TimeSpan? lease = null)
    {
        var now = Host.The<TimeProvider>().GetUtcNow();
        await Host.The<UnitOfWork>()
            .TransactAsync(
                async db =>
                {
                    if (!await db.HubTopics.AnyAsync(t => t.Path == Path, Ct))
                        db.HubTopics.Add(
                            new()
                            {
                                Path = Path,
                                Selector = "international",
                                Version = 1,
                                FetchAt = now + TimeSpan.FromHours(1),
                                CreatedAt = now,
                            }
                        );
                    db.HubSubscriptions.AddRange(
                        callbacks.Select(c => new HubSubscription
                        {
                            Protocol = HubProtocol.WebSub,
                            Topic = Path,
                            Callback = c,
                            Digest = HubSubscription.DigestOf(HubProtocol.WebSub, Path, c),
                            Origin = new Uri(c).GetLeftPart(UriPartial.Authority),
                            CreatedAt = now,
                            LeaseEnd = now + (lease ?? TimeSpan.FromDays(10)),
                            Sent = 1,
                        })
                    );
                    return true;
                },
                Ct
            );
        await RestedAsync();
    }

    /// <summary>Which version of the topic went out last; null where there is no such topic.</summary>
    public Task<long?> VersionAsync(string path = Path) =>
        ReadAsync(db =>
            db.HubTopics.Where(t => t.Path == path).Select(t => (long?)t.Version).SingleOrDefaultAsync(Ct)
        );

    /// <summary>Until no topic is to be looked at soon, nobody works on one, and nobody is due.</summary>
    public Task RestedAsync()
    {
        var soon = Host.The<TimeProvider>().GetUtcNow() + TimeSpan.FromMinutes(1);
        return Waiting.UntilAsync(
            async () =>
                await ReadAsync(db =>
                    db.HubTopics.AllAsync(
                        t =>
                            t.HeldUntil == null
                            && t.FetchAt > soon
                            && (t.DueAt == null || t.DueAt > soon.AddMinutes(-1)),
                        Ct
                    )
                ),
            Deadline,
            "the hub has nothing to do",
            Ct
        );
    }

    /// <summary>Until nothing that was asked of the hub waits for an answer.</summary>
    public Task SettledAsync() =>
        Waiting.UntilAsync(
            async () => (await RequestsAsync()).Count == 0,
            Deadline,
            "every request to the hub is settled",
            Ct
        );

    public static Task UntilAsync(Func<Task<bool>> condition, string what) =>
        Waiting.UntilAsync(condition, Deadline, what, Ct);

    public static Task UntilAsync(Func<bool> condition, string what) =>
        Waiting.UntilAsync(condition, Deadline, what, Ct);

    /// <summary>Seconds pass until it is so.</summary>
    public static Task PassAsync(ManualTime time, Func<Task<bool>> condition) =>
        UntilAsync(
            () =>
            {
                time.Advance(TimeSpan.FromSeconds(1));
                return condition();
            },
            "what time brings"
        );

    /// <summary>Ends the Notifier; feeds and callbacks stay.</summary>
    public async Task StopAsync()
    {
        if (_isStopped)
            return;
        _isStopped = true;
        _client.Dispose();
        await Host.DisposeAsync();
    }

    private void Listen(NotifierHost host) =>
        host.The<IMediator>()
            .ConnectHandler<ArticleSteps>(context =>
            {
                foreach (var step in context.Message.Steps)
                    _steps.Enqueue(step);
                return Task.CompletedTask;
            });

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        await Callbacks.DisposeAsync();
        await Feeds.DisposeAsync();
    }
}
