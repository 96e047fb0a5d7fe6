using Microsoft.AspNetCore.Http.HttpResults;

namespace Syndication.Feeds.Documents;

/// <summary>Lets scripts of any page read what everybody may read, with validators (Fetch §3.2.2).</summary>
internal static class Preflight
{
    private const string Methods = "GET, HEAD, OPTIONS";

    public static NoContent Answer(HttpContext context)
    {
        var headers = context.Response.Headers;
        headers.Allow = Methods;
        headers.AccessControlAllowOrigin = "*";
        headers.AccessControlAllowMethods = Methods;
        headers.AccessControlAllowHeaders = "A-IM, If-None-Match, If-Modified-Since";
        headers.AccessControlMaxAge = "86400";
        return TypedResults.NoContent();
    }
}
