using System.Net;
using StackExchange.Redis;
using Syndication.Feeds.Redis;
using Syndication.Hosting;

namespace Syndication.Feeds.Entries;

/// <summary>One switch, <c>Cache</c>: <c>embedded</c> or a Redis configuration string.</summary>
internal static class EntryStoreExtensions
{
    private const int ConnectTimeoutMilliseconds = 2_000;
    private const int KeepAliveSeconds = 5;

    public static void AddEntryStore(this IHostApplicationBuilder builder)
    {
        var setting = builder.Configuration["Cache"] is { Length: > 0 } set ? set : "embedded";
        if (setting == "embedded")
        {
            builder.Services.AddSingleton<IEntryStore, MemoryEntryStore>();
            return;
        }
        var options = ReadOptions(setting);
        builder.Services.AddSingleton(services => new RedisLink(
            options,
            RedisEntryStore.Channel,
            services.GetRequiredService<TimeProvider>(),
            services.GetRequiredService<ILogger<RedisLink>>()
        ));
        builder.Services.AddSingleton<IEntryStore, RedisEntryStore>();
    }

    /// <summary>The client's options for a configuration string, with the patience of this house.</summary>
    /// <exception cref="SettingException">It is none, or names no port.</exception>
    public static ConfigurationOptions ReadOptions(string setting)
    {
        ConfigurationOptions options;
        try
        {
            options = ConfigurationOptions.Parse(setting);
        }
        // The client's words may repeat the password.
        catch (Exception e) when (e is ArgumentException or FormatException or OverflowException)
        {
            throw Impossible();
        }
        if (options.EndPoints.Count == 0 || !options.EndPoints.All(HasPort))
            throw Impossible();
        options.AbortOnConnectFail = false;
        options.ConnectTimeout = ConnectTimeoutMilliseconds;
        options.KeepAlive = KeepAliveSeconds;
        return options;
    }

    // A misspelt word would be taken for a host.
    private static bool HasPort(EndPoint endpoint) =>
        endpoint switch
        {
            DnsEndPoint dns => dns.Port > 0,
            IPEndPoint ip => ip.Port > 0,
            _ => true,
        };

    private static SettingException Impossible() =>
        new("Cache", "neither 'embedded' nor a Redis configuration string, host:port[,password=...].");
}
