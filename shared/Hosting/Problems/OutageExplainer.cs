using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http;
using Syndication.Hosting.Storage;

namespace Syndication.Hosting.Problems;

/// <summary>While the database is away, 503 with <c>Retry-After</c> instead of 500: the caller has done nothing wrong.</summary>
internal sealed class OutageExplainer(IProblemDetailsService problems) : IExceptionHandler
{
    private const string Seconds = "5";

    public async ValueTask<bool> TryHandleAsync(
        HttpContext httpContext,
        Exception exception,
        CancellationToken cancellationToken
    )
    {
        if (!DatabaseOutage.Is(exception))
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
                    Detail =
                        "The database does not answer just now. Nothing was changed; send the request again.",
                },
            }
        );
    }
}
