using Microsoft.AspNetCore.Http.HttpResults;

namespace Syndication.Feeds.Documents;

/// <summary>Why there is no feed (RFC 9457).</summary>
internal static class FeedProblem
{
    public const string Caching = "public, max-age=60";

    public static ProblemHttpResult Unknown(HttpContext context) =>
        Make(
            context,
            StatusCodes.Status404NotFound,
            Caching,
            "There is no such feed.",
            "No category, tag or author goes by this name, it has nothing from this month, or there is no such format."
        );

    public static ProblemHttpResult Gone(HttpContext context) =>
        Make(
            context,
            StatusCodes.Status410Gone,
            Caching,
            "This feed has ended.",
            "Its category is no longer published."
        );

    /// <param name="context">The request's.</param>
    /// <param name="faults">By parameter; at least one.</param>
    public static ProblemHttpResult Wrong(HttpContext context, IReadOnlyDictionary<string, string> faults)
    {
        Describe(context, "no-store");
        return TypedResults.Problem(
            new HttpValidationProblemDetails(
                faults.ToDictionary(f => f.Key, f => (string[])[f.Value], StringComparer.Ordinal)
            )
            {
                Status = StatusCodes.Status400BadRequest,
                Title = "A parameter is impossible.",
                Detail = string.Join(' ', faults.Values),
            }
        );
    }

    /// <summary>The reader refuses every coding that there is, and no coding as well (RFC 9110 §12.5.3).</summary>
    public static ProblemHttpResult NoCoding(HttpContext context, bool negotiated)
    {
        context.Response.Headers.Vary = negotiated ? "Accept, Accept-Encoding" : "Accept-Encoding";
        return Make(
            context,
            StatusCodes.Status406NotAcceptable,
            "no-store",
            "There is no such coding.",
            "A feed is to be had as it is, in gzip and in br."
        );
    }

    public static ProblemHttpResult NotYet(HttpContext context)
    {
        context.Response.Headers.RetryAfter = "2";
        return Make(
            context,
            StatusCodes.Status503ServiceUnavailable,
            "no-store",
            "The feeds are being prepared.",
            "Ask again in a moment."
        );
    }

    private static ProblemHttpResult Make(
        HttpContext context,
        int status,
        string caching,
        string title,
        string detail
    )
    {
        Describe(context, caching);
        return TypedResults.Problem(detail, statusCode: status, title: title);
    }

    private static void Describe(HttpContext context, string caching)
    {
        context.Response.Headers.CacheControl = caching;
        context.Response.Headers.AccessControlAllowOrigin = "*";
        context.Response.Headers.XContentTypeOptions = "nosniff";
    }
}
