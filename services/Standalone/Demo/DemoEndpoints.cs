using System.Text;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Options;
using Syndication.Hosting.Publication;
using Syndication.Hosting.Storage;

namespace Syndication.Standalone.Demo;

/// <summary><c>/demo</c>: the pages and pictures that the demo's articles point to.</summary>
internal static class DemoEndpoints
{
    private static readonly string[] Reading = [HttpMethods.Get, HttpMethods.Head];

    public static void MapDemo(this IEndpointRouteBuilder app)
    {
        var began = DemoBeginning.ReadOrKeep(
            app.ServiceProvider.GetRequiredService<DataDirectory>(),
            app.ServiceProvider.GetRequiredService<TimeProvider>().GetUtcNow()
        );
        var demo = app.MapGroup("/demo").WithTags("Demo");
        demo.MapMethods("/images/{name}", Reading, GetPicture);
        demo.MapMethods(
            "/articles/{slug}",
            Reading,
            (string slug, HttpResponse response, IOptions<PublicationOptions> publication) =>
                GetPage(slug, began, response, publication.Value)
        );
    }

    private static Results<FileStreamHttpResult, NotFound> GetPicture(string name, HttpResponse response)
    {
        if (DemoFiles.Picture(name) is not { } picture)
            return TypedResults.NotFound();
        response.Headers.CacheControl = "public, max-age=31536000, immutable";
        response.Headers.XContentTypeOptions = "nosniff";
        return TypedResults.Stream(picture, DemoArticles.PictureType);
    }

    private static Results<ContentHttpResult, NotFound> GetPage(
        string slug,
        DateTimeOffset began,
        HttpResponse response,
        PublicationOptions publication
    )
    {
        if (DemoFiles.Stories.FirstOrDefault(s => s.Slug == slug) is not { } story)
            return TypedResults.NotFound();
        response.Headers.CacheControl = "public, max-age=300";
        response.Headers.XContentTypeOptions = "nosniff";
        response.Headers.ContentSecurityPolicy =
            "default-src 'none'; img-src 'self'; style-src 'unsafe-inline'; base-uri 'none'; frame-ancestors 'none'";
        return TypedResults.Text(
            DemoPage.Render(story, began, publication),
            "text/html; charset=utf-8",
            Encoding.UTF8
        );
    }
}
