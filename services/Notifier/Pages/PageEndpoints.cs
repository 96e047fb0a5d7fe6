using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Syndication.Hosting.Security;
using Syndication.Notifier.Store;
using Syndication.Notifier.Subscriptions;

namespace Syndication.Notifier.Pages;

/// <summary>What readers see of the Notifier, and the count of their taps.</summary>
internal static class PageEndpoints
{
    private const int MostBytes = 16 << 10;

    public static void AddPages(this IHostApplicationBuilder builder) =>
        builder
            .Services.AddSingleton<PageShell>()
            .AddSingleton<SignUpPage>()
            .AddSingleton<StandingAlertPage>()
            .AddSingleton<UnsubscribePage>();

    public static void MapPages(this IEndpointRouteBuilder app)
    {
        PageFiles.Map(app);
        string[] reading = [HttpMethods.Get, HttpMethods.Head];
        app.MapMethods("/alerts", reading, GetSignUpAsync);
        app.MapMethods("/alerts/manifest.webmanifest", reading, (SignUpPage page) => page.GetManifest());
        app.MapMethods("/alerts/{id:guid}", reading, GetAlertAsync);
        // A HEAD asks what there is; it ends nothing.
        app.MapGet("/alerts/unsubscribe", LeaveAsync).LimitPerCaller();
        app.MapPost("/alerts/unsubscribe", DecideAsync)
            .LimitPerCaller()
            .WithMetadata(new RequestSizeLimitAttribute(MostBytes));
        app.MapPost("/api/alerts/{id:guid}/click", CountAsync)
            .WithTags("Alerts")
            .LimitPerCaller()
            .RequireCors(ReaderCors.Policy)
            .WithMetadata(new RequestSizeLimitAttribute(MostBytes));
    }

    private static Task<IResult> GetSignUpAsync(SignUpPage page, HttpContext context, CancellationToken ct) =>
        page.GetAsync(context, ct);

    private static Task<IResult> GetAlertAsync(
        Guid id,
        StandingAlertPage page,
        HttpContext context,
        CancellationToken ct
    ) => page.GetAsync(id, context, ct);

    private static Task<IResult> LeaveAsync(
        string? token,
        UnsubscribePage page,
        HttpContext context,
        CancellationToken ct
    ) => page.GetAsync(token, context, ct);

    private static Task<IResult> DecideAsync(
        string? token,
        UnsubscribePage page,
        HttpContext context,
        CancellationToken ct
    ) => page.PostAsync(token, context, ct);

    // The same answer whether there is such an alert or not, and nothing of who asks is kept.
    private static async Task<IResult> CountAsync(Guid id, UnitOfWork work, CancellationToken ct)
    {
        await work.ReadAsync(
            db =>
                db.Counts.Where(c => c.AlertId == id && c.Channel == ChannelKind.WebPush)
                    .ExecuteUpdateAsync(set => set.SetProperty(c => c.Clicked, c => c.Clicked + 1), ct),
            ct
        );
        return TypedResults.NoContent();
    }
}
