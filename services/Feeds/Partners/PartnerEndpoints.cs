using Syndication.Feeds.Categories;
using Syndication.Feeds.Documents;
using Syndication.Hosting.Security;
using FeedFormat = Syndication.Formats.FeedFormat;

namespace Syndication.Feeds.Partners;

/// <summary>What partners would refuse.</summary>
internal static class PartnerEndpoints
{
    public static void AddPartners(this IHostApplicationBuilder builder) =>
        builder.Services.AddSingleton<Linter>();

    public static void MapPartners(this IEndpointRouteBuilder app)
    {
        var feeds = app.MapGroup("/api/feeds").WithTags("Feeds").RequireAuthorization(Scope.Admin);
        feeds.MapGet("/{selector}/lint", GetAsync).WithName("LintFeed");
        feeds.MapGet("/{kind:regex(^(tags|authors)$)}/{selector}/lint", GetAsync);
    }

    private static async Task<IResult> GetAsync(
        string? kind,
        string selector,
        HttpContext context,
        CategoryShelf categories,
        FeedComposer composer,
        Linter linter,
        TimeProvider time,
        CancellationToken ct
    )
    {
        context.Response.Headers.CacheControl = "no-store";
        var asked = FeedSelector.Target(kind, selector, context.Request.QueryString.Value);
        var address = FeedSelector.Read(asked, categories.Book, composer.Zone, time.GetUtcNow());
        if (FeedSelector.Refuse(address, context) is { } refusal)
            return refusal;
        if (!TryReadFormat(context.Request.Query["format"], out var format))
            return Wrong(context, "format", $"'format' is one of {string.Join(", ", FeedFormat.All)}.");
        return await linter.CheckAsync(((FeedAddress.Found)address).Request.Key(format), ct) switch
        {
            null => FeedProblem.NotYet(context),
            (false, _) => FeedProblem.Unknown(context),
            var (_, report) => TypedResults.Ok(report),
        };
    }

    private static bool TryReadFormat(string? text, out FeedFormat format)
    {
        format = FeedFormat.Rss;
        if (text is null)
            return true;
        if (!FeedFormat.TryParse(text, out var parsed))
            return false;
        format = parsed;
        return true;
    }

    private static IResult Wrong(HttpContext context, string name, string fault) =>
        FeedProblem.Wrong(context, new Dictionary<string, string>(StringComparer.Ordinal) { [name] = fault });
}
