using Microsoft.AspNetCore.Mvc;

namespace Syndication.Feeds.Documents;

/// <summary>Why there is no feed: a problem for programs (RFC 9457), a page for people.</summary>
internal static class FeedProblem
{
    public const string Caching = "public, max-age=60";

    private static readonly Dictionary<string, string> NoFaults = [];

    public static IResult Unknown(HttpContext context) =>
        Make(
            context,
            StatusCodes.Status404NotFound,
            Caching,
            "There is no such feed.",
            "No category, tag or author goes by this name, it has nothing from this month, or there is no such format."
        );

    public static IResult Gone(HttpContext context) =>
        Make(
            context,
            StatusCodes.Status410Gone,
            Caching,
            "This feed has ended.",
            "Its category is no longer published."
        );

    /// <param name="context">The request's.</param>
    /// <param name="faults">By parameter; at least one.</param>
    public static IResult Wrong(HttpContext context, IReadOnlyDictionary<string, string> faults)
    {
        var problem = new HttpValidationProblemDetails(
            faults.ToDictionary(f => f.Key, f => (string[])[f.Value], StringComparer.Ordinal)
        )
        {
            Status = StatusCodes.Status400BadRequest,
            Title = "A parameter is impossible.",
            Detail = string.Join(' ', faults.Values),
        };
        return Answer(context, problem, "no-store", faults);
    }

    /// <summary>The reader refuses every coding that there is, and no coding as well (RFC 9110 §12.5.3).</summary>
    public static IResult NoCoding(HttpContext context, bool negotiated)
    {
        Describe(context, "no-store", negotiated ? "Accept, Accept-Encoding" : "Accept-Encoding");
        return TypedResults.Problem(
            "A feed is to be had as it is, in gzip and in br.",
            statusCode: StatusCodes.Status406NotAcceptable,
            title: "There is no such coding."
        );
    }

    /// <summary>The asker wants a state of the feed that it is not in (RFC 9110 §15.5.13).</summary>
    public static IResult AnotherState(HttpContext context, bool negotiated)
    {
        Describe(context, "no-store", negotiated ? "Accept, Accept-Encoding" : "Accept-Encoding");
        return TypedResults.Problem(
            "The feed is in another state than 'If-Match' or 'If-Unmodified-Since' asks for.",
            statusCode: StatusCodes.Status412PreconditionFailed,
            title: "The feed has changed."
        );
    }

    public static IResult NotYet(HttpContext context)
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

    private static IResult Make(
        HttpContext context,
        int status,
        string caching,
        string title,
        string detail
    ) =>
        Answer(
            context,
            new()
            {
                Status = status,
                Title = title,
                Detail = detail,
            },
            caching,
            NoFaults
        );

    private static IResult Answer(
        HttpContext context,
        ProblemDetails problem,
        string caching,
        IReadOnlyDictionary<string, string> faults
    )
    {
        // Whatever its suffix: a browser shows what it gets, and a program that wants a feed asks for one.
        Describe(context, caching, "Accept");
        if (
            Negotiation.PrefersHtml(context.Request.Headers.Accept)
            && !IsForNewsroom(context)
            && context.RequestServices.GetService<ProblemPage>() is { } page
            && page(context, problem.Status!.Value, faults) is { } shown
        )
        {
            context.Response.StatusCode = problem.Status.Value;
            return shown;
        }
        return TypedResults.Problem(problem);
    }

    private static bool IsForNewsroom(HttpContext context) =>
        context.Request.Path.StartsWithSegments("/api", StringComparison.OrdinalIgnoreCase);

    private static void Describe(HttpContext context, string caching, string vary)
    {
        // What was told to who may know it is nobody else's (RFC 9111 §3.5).
        context.Response.Headers.CacheControl = IsForNewsroom(context) ? "no-store" : caching;
        context.Response.Headers.Vary = vary;
        context.Response.Headers.AccessControlAllowOrigin = "*";
        context.Response.Headers.XContentTypeOptions = "nosniff";
    }
}
