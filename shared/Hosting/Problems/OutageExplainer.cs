using System.Data.Common;
using System.Globalization;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http;
using Syndication.Hosting.Bus;

namespace Syndication.Hosting.Problems;

/// <summary>Answers 503 with <c>Retry-After</c> while what an endpoint needs is down: the same call will do later.</summary>
internal sealed class OutageExplainer(IProblemDetailsService problems) : IExceptionHandler
{
    private const int RetryAfterSeconds = 2;

    public async ValueTask<bool> TryHandleAsync(
        HttpContext httpContext,
        Exception exception,
        CancellationToken cancellationToken
    )
    {
        if (!IsOutage(exception))
            return false;
        httpContext.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
        httpContext.Response.Headers.RetryAfter = RetryAfterSeconds.ToString(CultureInfo.InvariantCulture);
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

    // EF hides what the database said at different depths.
    private static bool IsOutage(Exception? e) =>
        e is OutageException or DbException { IsTransient: true }
        || (e is not null && IsOutage(e.InnerException));
}
