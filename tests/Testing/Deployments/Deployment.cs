using System.Net.Http.Headers;
using Syndication.Testing.Servers;

namespace Syndication.Testing.Deployments;

/// <summary>The whole house behind one origin, run as its users run it.</summary>
public abstract class Deployment : IAsyncDisposable
{
    private const string AllScopes = "all-scopes-for-tests-0123456789";
    private const string OnlyAlerts = "only-alerts-for-tests-0123456789";

    /// <summary>Where everything is served.</summary>
    public abstract Uri Origin { get; }

    /// <summary>The processes that are killed under load, in that order; one may come more than once.</summary>
    public abstract IReadOnlyList<RealServer> Parts { get; }

    /// <summary>Calls with a key of all scopes.</summary>
    public HttpClient Editor => field ??= Client(AllScopes);

    /// <summary>Calls with a key that may only raise alerts.</summary>
    public HttpClient AlertEditor => field ??= Client(OnlyAlerts);

    /// <summary>Calls without a key.</summary>
    public HttpClient Reader => field ??= Client(key: null);

    /// <summary>Starts all of it and waits until it is ready.</summary>
    public abstract Task StartAsync(CancellationToken ct);

    /// <summary>Waits until every queue is old enough to live through a broker's kill.</summary>
    public abstract Task SettleAsync(CancellationToken ct);

    /// <inheritdoc />
    public virtual ValueTask DisposeAsync()
    {
        Editor.Dispose();
        AlertEditor.Dispose();
        Reader.Dispose();
        GC.SuppressFinalize(this);
        return ValueTask.CompletedTask;
    }

    /// <summary>What every process is told; <paramref name="more"/> goes before it.</summary>
    private protected static IReadOnlyDictionary<string, string> Settings(
        params (string Key, string Value)[] more
    )
    {
        var settings = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["ApiKeys:0:Name"] = "editor",
            ["ApiKeys:0:Key"] = AllScopes,
            ["ApiKeys:0:Scopes:0"] = "publish",
            ["ApiKeys:0:Scopes:1"] = "alerts",
            ["ApiKeys:0:Scopes:2"] = "admin",
            ["ApiKeys:1:Name"] = "alert-editor",
            ["ApiKeys:1:Key"] = OnlyAlerts,
            ["ApiKeys:1:Scopes:0"] = "alerts",
            ["RateLimits:Enabled"] = "false",
            ["Network:AllowPrivateAddresses"] = "true",
            ["Logging:LogLevel:Default"] = "Warning",
        };
        foreach (var (key, value) in TestCategories.Settings().Concat(more))
            settings[key] = value;
        return settings;
    }

    // Redirects are part of what is tested; compressed answers are not.
    private HttpClient Client(string? key)
    {
        var handler = new SocketsHttpHandler
        {
            UseProxy = false,
            UseCookies = false,
            AllowAutoRedirect = false,
            PooledConnectionLifetime = TimeSpan.FromSeconds(30),
        };
        var client = new HttpClient(handler) { BaseAddress = Origin, Timeout = TimeSpan.FromSeconds(60) };
        if (key is not null)
            client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);
        return client;
    }
}
