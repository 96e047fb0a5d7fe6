using Microsoft.AspNetCore.Mvc;

namespace Syndication.Notifier.Pages;

/// <summary>What readers see of the Notifier.</summary>
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
        app.MapMethods(
            "/alerts/manifest.webmanifest",
            reading,
            (SignUpPage page, HttpContext context) => page.GetManifest(context)
        );
        app.MapMethods("/alerts/{id:guid}", reading, GetAlertAsync);
        // A HEAD asks what there is; it ends nothing. Neither is limited: a whole town may share its address with one who
        // calls too often, and leaving is nobody's to refuse.
        app.MapGet("/alerts/unsubscribe", LeaveAsync);
        app.MapPost("/alerts/unsubscribe", DecideAsync)
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
}
