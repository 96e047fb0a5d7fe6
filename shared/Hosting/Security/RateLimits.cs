using System.Globalization;
using System.Threading.RateLimiting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Syndication.Hosting.Security;

/// <summary>
/// So many calls for each API key, and for each address that calls without one; whoever sends more is asked to wait, and
/// nobody else notices.
/// </summary>
public static class RateLimits
{
    private const string PerKey = "per-key";
    private const string PerCaller = "per-caller";
    private const string Taps = "taps";
    private const string Hub = "hub";

    // A tenth of a second's tokens at a time: whoever waits does so briefly.
    private const int RefillsPerSecond = 10;
    private const int SecondsAMinute = 60;

    /// <summary>Counts the calls of these endpoints against the caller's key.</summary>
    public static TBuilder LimitPerKey<TBuilder>(this TBuilder endpoints)
        where TBuilder : IEndpointConventionBuilder => endpoints.RequireRateLimiting(PerKey);

    /// <summary>Counts the calls of these endpoints against the caller's address: they are open to everybody.</summary>
    public static TBuilder LimitPerCaller<TBuilder>(this TBuilder endpoints)
        where TBuilder : IEndpointConventionBuilder => endpoints.RequireRateLimiting(PerCaller);

    /// <summary>
    /// Counts them against the caller's address as well, but apart and generously: what costs nothing, and a whole town does
    /// at once.
    /// </summary>
    public static TBuilder LimitTapsPerCaller<TBuilder>(this TBuilder endpoints)
        where TBuilder : IEndpointConventionBuilder => endpoints.RequireRateLimiting(Taps);

    /// <summary>
    /// Counts them against the caller's address as well, but apart: an aggregator follows hundreds of feeds in a minute.
    /// </summary>
    public static TBuilder LimitHubPerCaller<TBuilder>(this TBuilder endpoints)
        where TBuilder : IEndpointConventionBuilder => endpoints.RequireRateLimiting(Hub);

    internal static void AddRateLimits(this IServiceCollection services)
    {
        services.AddValidatedOptions<RateLimitOptions>("RateLimits");
        services.AddSingleton<CallerAddress>();
        services.AddRateLimiter(limiter =>
        {
            limiter.AddPolicy(PerKey, Partition);
            limiter.AddPolicy(PerCaller, c => CallerPartition(c, o => (o.CallerBurst, o.CallerPerMinute)));
            limiter.AddPolicy(Taps, c => CallerPartition(c, o => (o.TapBurst, o.TapsPerMinute)));
            limiter.AddPolicy(Hub, c => CallerPartition(c, o => (o.HubBurst, o.HubPerMinute)));
            limiter.OnRejected = async (rejected, _) => await RejectAsync(rejected);
        });
    }

    private static RateLimitPartition<string> Partition(HttpContext context)
    {
        var options = context.RequestServices.GetRequiredService<IOptions<RateLimitOptions>>().Value;
        // Whoever has no key is turned away by then.
        var key = KeyOf(context) ?? "";
        return options.Enabled
            ? RateLimitPartition.GetTokenBucketLimiter(
                key,
                _ => Bucket(options.Burst, SecondsAMinute * options.CallsPerSecond)
            )
            : RateLimitPartition.GetNoLimiter(key);
    }

    private static RateLimitPartition<int> CallerPartition(
        HttpContext context,
        Func<RateLimitOptions, (int Burst, int PerMinute)> limit
    )
    {
        var options = context.RequestServices.GetRequiredService<IOptions<RateLimitOptions>>().Value;
        if (!options.Enabled)
            return RateLimitPartition.GetNoLimiter(0);
        // Whoever shows a key is counted by it, wherever they call from; places are not negative.
        if (KeyOf(context) is { } key)
            return RateLimitPartition.GetTokenBucketLimiter(
                ~(StringComparer.Ordinal.GetHashCode(key) & int.MaxValue),
                _ => Bucket(options.Burst, SecondsAMinute * options.CallsPerSecond)
            );
        var place = context.RequestServices.GetRequiredService<CallerAddress>().PlaceOf(context);
        var (burst, perMinute) = limit(options);
        return RateLimitPartition.GetTokenBucketLimiter(place, _ => Bucket(burst, perMinute));
    }

    private static TokenBucketRateLimiterOptions Bucket(int burst, int perMinute)
    {
        // Many of them: several at a time, as whoever refills looks ten times a second. Few: refilled less often.
        var perRefill = Math.Max(1, perMinute / (SecondsAMinute * RefillsPerSecond));
        return new()
        {
            TokenLimit = burst,
            TokensPerPeriod = perRefill,
            ReplenishmentPeriod = TimeSpan.FromMinutes((double)perRefill / perMinute),
            QueueLimit = 0,
        };
    }

    private static Task RejectAsync(OnRejectedContext rejected)
    {
        var wait = rejected.Lease.TryGetMetadata(MetadataName.RetryAfter, out var told)
            ? told
            : TimeSpan.FromSeconds(1);
        // RFC 9110 §10.2.3: whole seconds.
        var seconds = Math.Max(1, (int)Math.Ceiling(wait.TotalSeconds));
        rejected.HttpContext.Response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
        return TypedResults
            .Problem(
                IsOfCaller(rejected.HttpContext)
                    ? $"Too many calls come from this address; wait {seconds} s."
                    : $"This key calls too often; wait {seconds} s, or send many articles in one batch.",
                statusCode: StatusCodes.Status429TooManyRequests
            )
            .ExecuteAsync(rejected.HttpContext);
    }

    private static string? KeyOf(HttpContext context) => context.User.Identity?.Name;

    private static bool IsOfCaller(HttpContext context) =>
        KeyOf(context) is null
        && context.GetEndpoint()?.Metadata.GetMetadata<EnableRateLimitingAttribute>()?.PolicyName
            is PerCaller
                or Taps;
}
