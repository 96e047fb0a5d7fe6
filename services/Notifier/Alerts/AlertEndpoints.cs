using Microsoft.AspNetCore.Http.HttpResults;
using Syndication.Hosting;
using Syndication.Hosting.Security;

namespace Syndication.Notifier.Alerts;

/// <summary><c>/api/alerts</c>: what the newsroom reads and does.</summary>
internal static class AlertEndpoints
{
    public static void AddAlerts(this IHostApplicationBuilder builder)
    {
        builder.Services.AddValidatedOptions<AlertOptions>("Alerts");
        builder
            .Services.AddSingleton<ScheduleSignal>()
            .AddSingleton<AlertTelling>()
            .AddSingleton<ArticleInquiry>()
            .AddSingleton<HeldAlerts>()
            .AddSingleton<AlertDesk>()
            .AddSingleton<AlertRoom>()
            .AddSingleton<AlertReading>()
            .AddSingleton<AlertEstimator>()
            .AddHostedService<AlertSchedule>();
    }

    public static void MapAlerts(this IEndpointRouteBuilder app)
    {
        var alerts = app.MapGroup("/api/alerts").WithTags("Alerts").RequireAuthorization(Scope.Any);
        alerts.MapGet("", ListAsync);
        alerts.MapGet("{id:guid}", GetAsync);
        app.MapAlertWriting();
    }

    private static async Task<Results<Ok<AlertPage>, ValidationProblem>> ListAsync(
        string? state,
        int? limit,
        string? cursor,
        AlertReading reading,
        CancellationToken ct
    ) =>
        AlertQuery.TryParse(state, limit, cursor, out var query, out var errors)
            ? TypedResults.Ok(await reading.ListAsync(query, ct))
            : TypedResults.ValidationProblem(errors);

    private static async Task<Results<Ok<AlertView>, ProblemHttpResult>> GetAsync(
        Guid id,
        AlertReading reading,
        CancellationToken ct
    ) => await reading.FindAsync(id, ct) is { } alert ? TypedResults.Ok(alert) : AlertReading.NoSuchAlert(id);
}
