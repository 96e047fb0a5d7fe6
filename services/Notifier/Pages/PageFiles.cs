using System.Reflection;
using System.Security.Cryptography;
using Microsoft.Net.Http.Headers;

namespace Syndication.Notifier.Pages;

/// <summary>The pages' files, as they were built in.</summary>
internal static class PageFiles
{
    // Asked for again each time, and mostly answered 304: a new version works at once.
    private const string Always = "no-cache";
    private const string ForADay = "public, max-age=86400";

    public static void Map(IEndpointRouteBuilder app)
    {
        Map(app, "/sw.js", "sw.js", "text/javascript; charset=utf-8", Always);
        Map(app, "/alerts/reader.js", "reader.js", "text/javascript; charset=utf-8", Always);
        Map(app, "/alerts/page.js", "page.js", "text/javascript; charset=utf-8", Always);
        Map(app, "/alerts/page.css", "page.css", "text/css; charset=utf-8", Always);
        Map(app, "/alerts/icon-192.png", "icon-192.png", "image/png", ForADay);
        Map(app, "/alerts/icon-512.png", "icon-512.png", "image/png", ForADay);
    }

    private static void Map(IEndpointRouteBuilder app, string path, string name, string type, string caching)
    {
        var bytes = Read(name);
        var tag = new EntityTagHeaderValue($"\"{Convert.ToHexStringLower(SHA256.HashData(bytes)[..8])}\"");
        app.MapMethods(
            path,
            [HttpMethods.Get, HttpMethods.Head],
            (HttpContext context) =>
            {
                context.Response.Headers.CacheControl = caching;
                PageShell.SetGuards(context.Response.Headers);
                return TypedResults.Bytes(bytes, type, entityTag: tag);
            }
        );
    }

    private static byte[] Read(string name)
    {
        using var file = Assembly
            .GetExecutingAssembly()
            .GetManifestResourceStream($"Syndication.Notifier.Pages.{name}")!;
        using var bytes = new MemoryStream();
        file.CopyTo(bytes);
        return bytes.ToArray();
    }
}
