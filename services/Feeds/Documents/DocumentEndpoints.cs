using System.Globalization;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Primitives;
using Syndication.Feeds.Categories;
using Syndication.Feeds.Entries;

namespace Syndication.Feeds.Documents;

/// <summary>The feeds as documents.</summary>
internal static class DocumentEndpoints
{
    private const string Methods = "GET, HEAD, OPTIONS";

    public static void MapDocuments(this IEndpointRouteBuilder app)
    {
        var feeds = app.MapGroup("/feeds").WithTags("Feeds");
        feeds.MapMethods("/{name}", [HttpMethods.Get, HttpMethods.Head], GetAsync).WithName("GetFeed");
        feeds.MapMethods("/{name}", [HttpMethods.Options], Options);
    }

    private static async Task<IResult> GetAsync(
        string name,
        HttpContext context,
        CategoryShelf categories,
        FeedDesk desk,
        TimeProvider time,
        CancellationToken ct
    )
    {
        if (!FeedName.TryParse(name, out var feed))
            return FeedProblem.Unknown(context);
        if (Refuse(feed, context, categories.Book) is { } refusal)
            return refusal;
        if (!TryReadLimit(context.Request.Query["limit"], out var limit))
            return FeedProblem.BadLimit(context);
        var format = feed.Format ?? Negotiation.Choose(context.Request.Headers.Accept);
        return await desk.GetAsync(new(feed.Selector, format, limit), ct) is { } answer
            ? new DocumentResult(answer, negotiated: feed.Format is null, time.GetUtcNow())
            : FeedProblem.NotYet(context);
    }

    private static NoContent Options(HttpContext context)
    {
        var headers = context.Response.Headers;
        headers.Allow = Methods;
        headers.AccessControlAllowOrigin = "*";
        headers.AccessControlAllowMethods = Methods;
        headers.AccessControlAllowHeaders = "If-None-Match, If-Modified-Since";
        headers.AccessControlMaxAge = "86400";
        return TypedResults.NoContent();
    }

    /// <summary>What to answer instead of a feed, or null.</summary>
    private static IResult? Refuse(FeedName feed, HttpContext context, CategoryBook book)
    {
        if (feed.Selector == Selector.All)
            return null;
        var category = book.Resolve(feed.Selector);
        if (category is null && feed.Selector.Equals(Selector.All, StringComparison.OrdinalIgnoreCase))
            return Redirect(context, Selector.All + feed.Suffix);
        if (category is null)
            return FeedProblem.Unknown(context);
        if (category.IsBlocked)
            return FeedProblem.Gone(context);
        return category.Slug == feed.Selector ? null : Redirect(context, category.Slug + feed.Suffix);
    }

    // A category may be renamed: nobody should remember the way for ever.
    private static RedirectHttpResult Redirect(HttpContext context, string name)
    {
        context.Response.Headers.CacheControl = FeedProblem.Caching;
        context.Response.Headers.AccessControlAllowOrigin = "*";
        var path = $"{context.Request.PathBase}/feeds/{name}{context.Request.QueryString}";
        return TypedResults.LocalRedirect(path, permanent: true, preserveMethod: true);
    }

    private static bool TryReadLimit(StringValues text, out int? limit)
    {
        limit = null;
        if (text.Count == 0)
            return true;
        if (
            text.Count > 1
            || !int.TryParse(text[0], NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            || number is < 1 or > FeedKey.GreatestLimit
        )
            return false;
        limit = number;
        return true;
    }
}
