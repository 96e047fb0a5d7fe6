using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Syndication.Hosting.Security;

namespace Syndication.Notifier.Subscriptions;

/// <summary><c>/api/alerts/{id}/click</c>: a reader has opened an alert.</summary>
internal static class TapEndpoints
{
    // Nobody reads it.
    private const int MostBytes = 1 << 10;

    public static void AddTaps(this IHostApplicationBuilder builder) =>
        builder
            .Services.AddSingleton<ClickTally>()
            .AddHostedService(services => services.GetRequiredService<ClickTally>());

    public static void MapTaps(this IEndpointRouteBuilder app) =>
        app.MapPost("/api/alerts/{id:guid}/click", Count)
            .WithTags("Alerts")
            .LimitTapsPerCaller()
            .RequireCors(ReaderCors.Policy)
            .WithMetadata(new RequestSizeLimitAttribute(MostBytes));

    // The same answer whether there is such an alert or not, and nothing of who asks is kept.
    private static NoContent Count(Guid id, ClickTally tally)
    {
        tally.Add(id);
        return TypedResults.NoContent();
    }
}
