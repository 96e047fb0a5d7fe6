using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Syndication.Hosting.Security;
using Syndication.Notifier.Store;

namespace Syndication.Notifier.Alerts;

/// <summary><c>/api/alerts</c>: what the newsroom reads.</summary>
internal static class AlertEndpoints
{
    public static void MapAlerts(this IEndpointRouteBuilder app)
    {
        var alerts = app.MapGroup("/api/alerts").WithTags("Alerts").RequireAuthorization(Scope.Any);
        alerts.MapGet("", ListAsync);
        alerts.MapGet("{id:guid}", GetAsync);
    }

    private static async Task<Results<Ok<AlertPage>, ValidationProblem>> ListAsync(
        string? state,
        int? limit,
        string? cursor,
        IDbContextFactory<NotifierDbContext> contexts,
        CancellationToken ct
    )
    {
        if (!AlertQuery.TryParse(state, limit, cursor, out var query, out var errors))
            return TypedResults.ValidationProblem(errors);
        await using var db = await contexts.CreateDbContextAsync(ct);
        return TypedResults.Ok(await query.RunAsync(db, ct));
    }

    private static async Task<Results<Ok<AlertView>, ProblemHttpResult>> GetAsync(
        Guid id,
        IDbContextFactory<NotifierDbContext> contexts,
        CancellationToken ct
    )
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        return await db.Alerts.AsNoTracking().SingleOrDefaultAsync(a => a.Id == id, ct) is { } alert
            ? TypedResults.Ok(AlertView.Of(alert))
            : TypedResults.Problem($"There is no alert {id}.", statusCode: StatusCodes.Status404NotFound);
    }
}
