using System.Text.Json;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Syndication.Hosting.Json;
using Syndication.Hosting.Security;
using Syndication.Notifier.Subscriptions;

namespace Syndication.Notifier.Webhooks;

/// <summary>What only webhooks have under <c>/api/subscriptions</c>; all of it is for API keys.</summary>
internal static class WebhookEndpoints
{
    private const int MostBytes = 16 << 10;
    private const int UsualPage = 50;
    private const int MostPage = 200;
    private const int Day = 86_400;
    private const int MostOverlap = 30 * Day;

    public static void AddWebhooks(this IHostApplicationBuilder builder)
    {
        builder
            .Services.AddSingleton<WebhookSignal>()
            .AddSingleton<WebhookPresence>()
            .AddSingleton<WebhookDesk>()
            .AddSingleton<WebhookLog>()
            .AddSingleton<WebhookDoor>()
            .AddSingleton<WebhookPost>()
            .AddSingleton<WebhookFan>()
            .AddSingleton<WebhookStore>()
            .AddSingleton<WebhookRun>()
            .AddSingleton<WebhookLedger>()
            .AddSingleton<WebhookSweeper>()
            // Stopped in the opposite order: what is under way ends before the ledger does.
            .AddHostedService(services => services.GetRequiredService<WebhookLedger>())
            .AddHostedService(services => services.GetRequiredService<WebhookSweeper>())
            .AddHostedService<WebhookRuns>();
        builder.Services.AddHealthChecks().AddCheck<WebhooksHealth>("webhooks");
    }

    public static void MapWebhooks(this IEndpointRouteBuilder app)
    {
        var hooks = app.MapGroup("/api/subscriptions")
            .WithTags("Webhooks")
            .RequireAuthorization(Scope.Alerts)
            .LimitPerKey()
            .WithMetadata(new RequestSizeLimitAttribute(MostBytes));
        hooks.MapGet("", ListAsync);
        hooks.MapPost("{id:guid}/secret", RotateAsync);
        hooks.MapPost("{id:guid}/replay", ReplayAsync);
        hooks.MapGet("{id:guid}/deliveries", DeliveriesAsync);
    }

    public static ProblemHttpResult Unknown(Guid id) =>
        TypedResults.Problem($"There is no webhook {id}.", statusCode: StatusCodes.Status404NotFound);

    private static async Task<IResult> ListAsync(
        string? channel,
        int? limit,
        string? cursor,
        WebhookDesk desk,
        TopicBook book,
        TimeProvider time,
        CancellationToken ct
    )
    {
        var errors = Errors(limit);
        if (channel != "webhook")
            errors["channel"] = ["Only webhooks are listed: channel=webhook."];
        Guid? before = null;
        if (Guid.TryParseExact(cursor, "N", out var last))
            before = last;
        else if (cursor is { Length: > 0 })
            errors["cursor"] = ["This is no cursor that was answered as 'next'."];
        if (errors.Count > 0)
            return TypedResults.ValidationProblem(errors);
        var most = limit ?? UsualPage;
        var found = await desk.ListAsync(before, most + 1, ct);
        var topics = await book.CurrentAsync(ct);
        var now = time.GetUtcNow();
        return TypedResults.Ok(
            new Page<WebhookView>(
                [.. found.Take(most).Select(h => WebhookView.Of(h, topics.Silent(h.Topics), now))],
                found.Count > most ? found[most - 1].Id.ToString("N") : null
            )
        );
    }

    private static async Task<IResult> RotateAsync(
        Guid id,
        HttpContext context,
        WebhookDesk desk,
        CancellationToken ct
    )
    {
        context.Response.Headers.CacheControl = "no-store";
        var faults = new FieldFaults();
        var overlap = Day;
        if (context.Request.ContentLength is null or > 0 && context.Request.ContentType is not null)
        {
            using var body = await SubscriptionEndpoints.ReadAsync(context.Request, ct);
            if (body is null)
                return SubscriptionEndpoints.NoObject(context.Request);
            if (body.RootElement.TryGetProperty("overlap", out var wish))
                overlap = ReadOverlap(wish, faults);
        }
        if (faults.Any)
            return faults.Problem();
        return await desk.RotateAsync(id, TimeSpan.FromSeconds(overlap), ct) is { } hook
            ? TypedResults.Ok(new NewSecret(hook.Id, WebhookSecret.Show(hook.Secret), hook.OldSecretUntil))
            : Unknown(id);
    }

    private static async Task<IResult> ReplayAsync(
        Guid id,
        string? since,
        WebhookDesk desk,
        WebhookLog log,
        CancellationToken ct
    )
    {
        if (await desk.FindAsync(id, ct) is not { } hook)
            return Unknown(id);
        if (InstantOf(since) is not { } from)
            return TypedResults.ValidationProblem(
                new Dictionary<string, string[]>(StringComparer.Ordinal)
                {
                    ["since"] = ["An instant is RFC 3339 with an offset, such as 2025-08-13T12:43:00+06:00."],
                }
            );
        var events = await log.ReplayAsync(hook, from, ct);
        return TypedResults.Accepted($"/api/subscriptions/{id}/deliveries", new Replayed(from, events));
    }

    private static async Task<IResult> DeliveriesAsync(
        Guid id,
        string? state,
        int? limit,
        string? cursor,
        WebhookDesk desk,
        WebhookLog log,
        CancellationToken ct
    )
    {
        var errors = Errors(limit);
        WebhookDeliveryState? wanted = state switch
        {
            "waiting" => WebhookDeliveryState.Waiting,
            "delivered" => WebhookDeliveryState.Delivered,
            "failed" => WebhookDeliveryState.Failed,
            _ => null,
        };
        if (wanted is null && state is { Length: > 0 })
            errors["state"] = [$"'{state}' is none of waiting, delivered, failed."];
        var (isCursor, before) = WebhookCursor.Parse(cursor);
        if (!isCursor)
            errors["cursor"] = ["This is no cursor that was answered as 'next'."];
        if (errors.Count > 0)
            return TypedResults.ValidationProblem(errors);
        if (await desk.FindAsync(id, ct) is null)
            return Unknown(id);
        var most = limit ?? UsualPage;
        var found = await log.ListAsync(id, wanted, before, most + 1, ct);
        return TypedResults.Ok(
            new Page<WebhookDeliveryView>(
                [.. found.Take(most).Select(f => WebhookDeliveryView.Of(f.Delivery, f.Event))],
                found.Count > most ? WebhookCursor.Of(found[most - 1].Event.Seq) : null
            )
        );
    }

    private static Dictionary<string, string[]> Errors(int? limit) =>
        limit is < 1 or > MostPage
            ? new(StringComparer.Ordinal) { ["limit"] = [$"A page has 1 to {MostPage} entries."] }
            : new(StringComparer.Ordinal);

    private static int ReadOverlap(JsonElement wish, FieldFaults faults)
    {
        if (
            wish.ValueKind == JsonValueKind.Number
            && wish.TryGetInt32(out var seconds)
            && seconds is >= 0 and <= MostOverlap
        )
            return seconds;
        faults.Add("overlap", $"This is no whole number of seconds from 0 to {MostOverlap} (30 days).");
        return 0;
    }

    // A plus sign that nobody escaped is a blank by now.
    private static DateTimeOffset? InstantOf(string? text)
    {
        try
        {
            return text is null
                ? null
                : JsonSerializer.Deserialize<DateTimeOffset>(
                    JsonSerializer.Serialize(text.Replace(' ', '+')),
                    HouseJson.Options
                );
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private sealed record Page<T>(IReadOnlyList<T> Items, string? Next);

    private sealed record NewSecret(Guid Id, string Secret, DateTimeOffset? OldSecretUntil);

    private sealed record Replayed(DateTimeOffset Since, int Events);
}
