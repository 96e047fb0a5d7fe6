using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Syndication.Hosting.Json;

namespace Syndication.Hosting.Health;

internal static class HealthEndpoints
{
    /// <summary><c>live</c>: the process answers. <c>ready</c>: it can do its work; 503 names the part that cannot.</summary>
    public static void MapHealth(this IEndpointRouteBuilder app)
    {
        app.MapHealthChecks("/health/live", new() { Predicate = _ => false, ResponseWriter = WriteAsync });
        app.MapHealthChecks("/health/ready", new() { ResponseWriter = WriteAsync });
    }

    private static Task WriteAsync(HttpContext context, HealthReport report) =>
        context.Response.WriteAsJsonAsync(
            new
            {
                Status = Word(report.Status),
                Parts = report.Entries.ToDictionary(
                    e => e.Key,
                    e => new { Status = Word(e.Value.Status), e.Value.Description }
                ),
            },
            HouseJson.Options,
            context.RequestAborted
        );

    private static string Word(HealthStatus status) =>
        status switch
        {
            HealthStatus.Healthy => "ok",
            HealthStatus.Degraded => "degraded",
            _ => "failing",
        };
}
