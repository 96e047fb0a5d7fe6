using Microsoft.AspNetCore.Http.HttpResults;
using Syndication.Feeds.Categories;

namespace Syndication.Feeds.Documents;

/// <summary>The feeds as documents.</summary>
internal static class DocumentEndpoints
{
    private const string Every = "/{**address}";

    public static void AddDocuments(this IHostApplicationBuilder builder)
    {
        builder.Services.AddSingleton<DocumentCache>();
        builder.Services.AddSingleton<FragmentCache>();
        builder.Services.AddSingleton<FeedComposer>();
        builder.Services.AddSingleton<FeedDesk>();
        builder.Services.AddSingleton<HttpClock>();
        builder.Services.AddSingleton<FeedSender>();
        builder.Services.AddSingleton<FastTargets>();
        builder.Services.AddSingleton<FastPath>();
        builder.Services.AddSingleton<DocumentCounter>();
        builder.Services.AddSingleton<IStartupFilter>(services => services.GetRequiredService<FastPath>());
    }

    public static void MapDocuments(this IEndpointRouteBuilder app)
    {
        var feeds = app.MapGroup("/feeds").WithTags("Feeds");
        feeds.MapMethods(Every, [HttpMethods.Get, HttpMethods.Head], GetAsync).WithName("GetFeed");
        feeds.MapMethods(Every, [HttpMethods.Options], Preflight.Answer);
    }

    private static async Task<IResult> GetAsync(
        HttpContext context,
        CategoryShelf categories,
        FeedComposer composer,
        DocumentCounter counter,
        TimeProvider time,
        CancellationToken ct
    )
    {
        if (!FeedTarget.TryParse(context, out var target))
            return FeedProblem.Unknown(context);
        var isKnown = categories.IsKnown;
        return FeedAddress.Read(target, categories.Book, composer.Zone, time.GetUtcNow()) switch
        {
            FeedAddress.Found(var request) => await counter.ServeAsync(request, context, ct),
            FeedAddress.Moved(var location) => Redirect(context, location),
            FeedAddress.Wrong(var faults) => FeedProblem.Wrong(context, faults),
            FeedAddress.Gone => FeedProblem.Gone(context),
            // A category may be told of yet; a reader that is told that there is no such feed may leave it for good.
            _ => isKnown ? FeedProblem.Unknown(context) : FeedProblem.NotYet(context),
        };
    }

    // A category may be renamed: nobody should remember the way for ever.
    private static RedirectHttpResult Redirect(HttpContext context, string location)
    {
        context.Response.Headers.CacheControl = FeedProblem.Caching;
        context.Response.Headers.AccessControlAllowOrigin = "*";
        return TypedResults.LocalRedirect(
            context.Request.PathBase + location,
            permanent: true,
            preserveMethod: true
        );
    }
}
