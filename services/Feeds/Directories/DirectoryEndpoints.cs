using Microsoft.AspNetCore.Http.HttpResults;
using Syndication.Feeds.Documents;
using Syndication.Formats;
using Syndication.Hosting.Publication;
using FeedProblem = Syndication.Feeds.Documents.FeedProblem;

namespace Syndication.Feeds.Directories;

/// <summary>What leads people and programs to the feeds.</summary>
internal static class DirectoryEndpoints
{
    private static readonly string[] Reading = [HttpMethods.Get, HttpMethods.Head];

    public static void AddDirectory(this IHostApplicationBuilder builder)
    {
        builder.Services.AddSingleton<SiteDesk>();
        builder.Services.AddSingleton<FeedList>();
        builder.Services.AddSingleton<NewsSitemap>();
        builder.Services.AddSingleton<PageFrame>();
        builder.Services.AddSingleton<DirectoryPage>();
        builder.Services.AddSingleton<SelectionPage>();
        builder.Services.AddSingleton<FeedPage>(Page);
        builder.Services.AddSingleton<ProblemView>();
        builder.Services.AddSingleton<ProblemPage>(s => s.GetRequiredService<ProblemView>().Show);
    }

    public static void MapDirectory(this IEndpointRouteBuilder app)
    {
        var all = app.MapGroup("").WithTags("Directory");
        all.MapMethods("/", Reading, GetDirectoryAsync).WithName("GetDirectory");
        all.MapMethods("/opml", Reading, GetListAsync).WithName("GetFeedList");
        all.MapMethods("/sitemap-news.xml", Reading, GetSitemapAsync).WithName("GetNewsSitemap");
        all.MapMethods("/robots.txt", Reading, GetRobots);
        foreach (var path in (string[])["/", "/opml", "/sitemap-news.xml"])
            all.MapMethods(path, [HttpMethods.Options], Preflight.Answer);
    }

    private static Task<IResult> GetDirectoryAsync(
        HttpContext context,
        DirectoryPage page,
        SiteDesk desk,
        HttpClock clock,
        CancellationToken ct
    ) => AnswerAsync(context, desk.GetAsync("/", page.ComposeAsync, ct), clock);

    private static Task<IResult> GetListAsync(
        HttpContext context,
        FeedList list,
        SiteDesk desk,
        HttpClock clock,
        CancellationToken ct
    ) =>
        AnswerAsync(
            context,
            desk.GetAsync("/opml", book => Task.FromResult<SiteDocument?>(list.Compose(book)), ct),
            clock
        );

    private static Task<IResult> GetSitemapAsync(
        HttpContext context,
        NewsSitemap sitemap,
        SiteDesk desk,
        HttpClock clock,
        CancellationToken ct
    ) => AnswerAsync(context, desk.GetAsync("/sitemap-news.xml", sitemap.ComposeAsync, ct), clock);

    private static ContentHttpResult GetRobots(HttpContext context, PublicAddress address)
    {
        context.Response.Headers.CacheControl = "public, max-age=3600";
        return TypedResults.Text(
            $"User-agent: *\nAllow: /\n\nSitemap: {address.Origin}/sitemap-news.xml\n",
            "text/plain; charset=utf-8"
        );
    }

    // Where there is nothing to show, the feed's own way says why.
    private static FeedPage Page(IServiceProvider services)
    {
        var page = services.GetRequiredService<SelectionPage>();
        var desk = services.GetRequiredService<SiteDesk>();
        var clock = services.GetRequiredService<HttpClock>();
        return async (request, context, ct) =>
            CodingChoice.Of(context.Request.Headers.AcceptEncoding) is { } coding
            && await desk.GetAsync(
                PageFrame.PagePath(request.Key(FeedFormat.Rss)),
                book => page.ComposeAsync(request, book),
                ct
            )
                is { } answer
                ? new SiteResult(answer, coding, clock)
                : null;
    }

    private static async Task<IResult> AnswerAsync(
        HttpContext context,
        Task<SiteAnswer?> asked,
        HttpClock clock
    )
    {
        if (CodingChoice.Of(context.Request.Headers.AcceptEncoding) is not { } coding)
            return FeedProblem.NoCoding(context, negotiated: false);
        return await asked is { } answer
            ? new SiteResult(answer, coding, clock)
            : FeedProblem.NotYet(context);
    }
}
