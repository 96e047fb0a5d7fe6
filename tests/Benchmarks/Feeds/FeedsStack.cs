using System.Globalization;
using Syndication.Contracts;
using Syndication.Testing;
using Syndication.Testing.Deployments;
using Syndication.Testing.Servers;

namespace Syndication.Benchmarks.Feeds;

/// <summary>Feeds as its users run it, on a Redis and a RabbitMQ, told of articles over the bus.</summary>
internal sealed class FeedsStack : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);
    private readonly DirectoryInfo _data = Directory.CreateTempSubdirectory("synd-bench-");
    private Newsdesk? _newsdesk;

    public FeedsStack() => Feeds = new("Feeds", Settings());

    public RedisServer Redis { get; } = new();
    public RabbitServer Rabbit { get; } = new();
    public ServiceProcess Feeds { get; }
    public Newsdesk Newsdesk => _newsdesk ?? throw new InvalidOperationException("It was not started.");

    /// <summary>Where the process writes how long it stood still for the collector, at its end.</summary>
    public string Pauses => Path.Combine(_data.FullName, "pauses");

    public async Task StartAsync()
    {
        await Task.WhenAll(
            Redis.StartAsync(CancellationToken.None),
            Rabbit.StartAsync(CancellationToken.None)
        );
        await Task.WhenAll(Feeds.StartAsync(CancellationToken.None), BeginAsync());
    }

    /// <summary>Articles in the projection.</summary>
    public async Task<long> CountAsync() => await NumberAsync("ZCARD", "synd:feed:all");

    /// <summary>Bytes that Redis holds.</summary>
    public async Task<long> BytesAsync()
    {
        var info = await Redis.CommandAsync(CancellationToken.None, "INFO", "memory");
        return Number(
            info.Split('\n').First(l => l.StartsWith("used_memory:", StringComparison.Ordinal))[
                "used_memory:".Length..
            ]
        );
    }

    public Task UntilAsync(long articles) =>
        Waiting.UntilAsync(
            async () => await CountAsync() >= articles,
            Patience,
            $"{articles} articles in the projection",
            CancellationToken.None
        );

    /// <summary>Ends a rebuild that was asked for, as if everything there is had been told.</summary>
    public async Task AnswerRebuildAsync()
    {
        if (Guid.TryParse(await EpochAsync("rebuild"), out var rebuild))
            await Newsdesk.TellAsync(new RebuildFinished(rebuild, Articles: 0));
    }

    public async Task<long> NumberAsync(params string[] command) =>
        Number(await Redis.CommandAsync(CancellationToken.None, command));

    public async ValueTask DisposeAsync()
    {
        if (_newsdesk is not null)
            await _newsdesk.DisposeAsync();
        await Feeds.DisposeAsync();
        await Rabbit.DisposeAsync();
        await Redis.DisposeAsync();
        _data.Delete(recursive: true);
    }

    // An empty projection asks for all articles there are; here are none yet.
    private async Task BeginAsync()
    {
        await Waiting.UntilAsync(
            async () =>
            {
                // Where Feeds has declared nothing yet, the broker closes the channel.
                await using var newsdesk = await Newsdesk.StartAsync(Rabbit.Url);
                if (Guid.TryParse(await EpochAsync("rebuild"), out var rebuild))
                    await newsdesk.TellAsync(new RebuildFinished(rebuild, Articles: 0));
                return await EpochAsync("complete") == "1";
            },
            Patience,
            "the projection is whole",
            CancellationToken.None
        );
        _newsdesk = await Newsdesk.StartAsync(Rabbit.Url);
    }

    private Task<string> EpochAsync(string field) =>
        Redis.CommandAsync(CancellationToken.None, "HGET", "synd:epoch", field);

    private Dictionary<string, string> Settings()
    {
        var settings = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["Messaging"] = Rabbit.Url,
            ["Cache"] = Redis.Configuration,
            ["Data:Directory"] = _data.FullName,
            ["RateLimits:Enabled"] = "false",
            ["Publication:PublicUrl"] = "https://khobor.example",
            ["Logging:LogLevel:Default"] = "Warning",
            ["DOTNET_STARTUP_HOOKS"] = typeof(FeedsStack).Assembly.Location,
            [StartupHook.Setting] = Pauses,
        };
        foreach (var (key, value) in TestCategories.Settings())
            settings[key] = value;
        return settings;
    }

    private static long Number(string text) => long.Parse(text.Trim(), CultureInfo.InvariantCulture);
}
