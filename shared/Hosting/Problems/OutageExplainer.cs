using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http;
using Syndication.Hosting.Bus;
using Syndication.Hosting.Storage;

namespace Syndication.Hosting.Problems;

/// <summary>Answers 503 with <c>Retry-After</c> while what an endpoint needs is down: the same call will do later.</summary>
internal sealed class OutageExplainer(IProblemDetailsService problems) : IExceptionHandler
{
    private const string Seconds = "2";

    public async ValueTask<bool> TryHandleAsync(
        HttpContext httpContext,
        Exception exception,
        CancellationToken cancellationToken
    )
    {
        if (exception is not OutageException && !DatabaseOutage.Is(exception))
            return false;
        httpContext.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
        httpContext.Response.Headers.RetryAfter = Seconds;
        return await problems.TryWriteAsync(
            new()
            {
                HttpContext = httpContext,
                ProblemDetails = new()
                {
                    Status = StatusCodes.Status503ServiceUnavailable,
                    Detail = "What is needed for this does not answer; try again in a moment.",
                },
            }
        );
    }
}
