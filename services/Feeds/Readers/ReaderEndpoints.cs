using System.Globalization;
using Syndication.Feeds.Categories;
using Syndication.Feeds.Documents;
using Syndication.Feeds.Partners;
using Syndication.Feeds.Redis;
using Syndication.Hosting.Security;

namespace Syndication.Feeds.Readers;

/// <summary>How many read a feed.</summary>
internal static class ReaderEndpoints
{
    private const int UsualDays = 30;
    private const int MostDays = 90;

    public static void AddReaders(this IHostApplicationBuilder builder)
    {
        builder.Services.AddSingleton<ReaderLog>();
        builder.Services.AddSingleton<ReaderBook>();
        builder.Services.AddSingleton<ReaderFiles>();
        builder.Services.AddSingleton(services => new ReaderShare(services.GetService<RedisLink>()));
        builder.Services.AddSingleton<ReaderKeeper>();
        builder.Services.AddSingleton<ReaderDesk>();
        builder.Services.AddHostedService(services => services.GetRequiredService<ReaderKeeper>());
    }

    public static void MapReaders(this IEndpointRouteBuilder app)
    {
        var feeds = app.MapGroup("/api/feeds").WithTags("Feeds").RequireAuthorization(Scope.Admin);
        feeds.MapGet("/{selector}/stats", GetAsync).WithName("GetReaders");
        feeds.MapGet("/{kind:regex(^(tags|authors)$)}/{selector}/stats", GetAsync);
    }

    private static async Task<IResult> GetAsync(
        string? kind,
        string selector,
        HttpContext context,
        CategoryShelf categories,
        FeedComposer composer,
        ReaderDesk desk,
        TimeProvider time,
        CancellationToken ct
    )
    {
        context.Response.Headers.CacheControl = "no-store";
        var asked = FeedSelector.Target(kind, selector, context.Request.QueryString.Value);
        var address = FeedSelector.Read(asked, categories.Book, composer.Zone, time.GetUtcNow());
        if (FeedSelector.Refuse(address, context) is { } refusal)
            return refusal;
        if (!TryReadDays(context.Request.Query["days"], out var days))
            return FeedProblem.Wrong(
                context,
                new Dictionary<string, string>(StringComparer.Ordinal)
                {
                    ["days"] = FormattableString.Invariant($"'days' is a whole number from 1 to {MostDays}."),
                }
            );
        return TypedResults.Ok(
            await desk.ReadAsync(((FeedAddress.Found)address).Request.Selection, days, ct)
        );
    }

    private static bool TryReadDays(string? text, out int days)
    {
        days = UsualDays;
        return text is null
            || (
                int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out days)
                && days is >= 1 and <= MostDays
            );
    }
}
