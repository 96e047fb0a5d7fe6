using Microsoft.AspNetCore.Http.HttpResults;

namespace Syndication.Ingest.WebSub;

/// <summary>What hubs are answered besides a plain status.</summary>
internal static class CallbackAnswers
{
    /// <summary>Wanted never, or by nobody we know.</summary>
    public static ProblemHttpResult NotAsked() =>
        TypedResults.Problem("This was not asked for.", statusCode: StatusCodes.Status404NotFound);

    /// <summary>WebSub §8: the hub may end the subscription that was here.</summary>
    public static ProblemHttpResult Gone() =>
        TypedResults.Problem("There is no such subscription.", statusCode: StatusCodes.Status410Gone);

    public static ProblemHttpResult TooLong(int most) =>
        TypedResults.Problem(
            $"The body may have {most} bytes.",
            statusCode: StatusCodes.Status413PayloadTooLarge
        );

    public static ProblemHttpResult TooSlow() =>
        TypedResults.Problem(
            "The body did not come in time.",
            statusCode: StatusCodes.Status408RequestTimeout
        );

    public static ProblemHttpResult UnknownCoding(string name) =>
        TypedResults.Problem(
            $"The content coding '{name}' is not undone here.",
            statusCode: StatusCodes.Status415UnsupportedMediaType
        );
}

/// <summary>The hub's own words, which no browser shall take for a page of ours.</summary>
internal sealed class ChallengeEcho(string challenge) : IResult
{
    public Task ExecuteAsync(HttpContext httpContext)
    {
        httpContext.Response.Headers.ContentSecurityPolicy = "sandbox; default-src 'none'";
        return TypedResults.Text(challenge, "text/plain; charset=utf-8").ExecuteAsync(httpContext);
    }
}

/// <summary>503: the same call will do later.</summary>
internal sealed class Busy : IResult
{
    public Task ExecuteAsync(HttpContext httpContext)
    {
        httpContext.Response.Headers.RetryAfter = "5";
        return TypedResults
            .Problem(
                "What is needed for this does not answer; try again in a moment.",
                statusCode: StatusCodes.Status503ServiceUnavailable
            )
            .ExecuteAsync(httpContext);
    }
}
