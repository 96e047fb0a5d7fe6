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
            "No category goes by this name, or it has no feed in this format."
        );

    public static ProblemHttpResult Gone(HttpContext context) =>
        Make(
            context,
            StatusCodes.Status410Gone,
            Caching,
            "This feed has ended.",
            "Its category is no longer published."
        );

    public static ProblemHttpResult BadLimit(HttpContext context)
    {
        var fault = FormattableString.Invariant(
            $"'limit' is a whole number from 1 to {FeedKey.GreatestLimit}."
        );
        Describe(context, "no-store");
        return TypedResults.Problem(
            new HttpValidationProblemDetails(
                new Dictionary<string, string[]>(StringComparer.Ordinal) { ["limit"] = [fault] }
            )
            {
                Status = StatusCodes.Status400BadRequest,
                Title = "The limit is impossible.",
                Detail = fault,
            }
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
