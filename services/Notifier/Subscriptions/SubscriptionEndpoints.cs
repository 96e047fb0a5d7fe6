using System.Text.Json;
using Microsoft.AspNetCore.Cors.Infrastructure;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Options;
using Syndication.Hosting;
using Syndication.Hosting.Publication;
using Syndication.Hosting.Security;
using Syndication.Notifier.Webhooks;

namespace Syndication.Notifier.Subscriptions;

/// <summary><c>/api/subscriptions</c>: for everybody; each reader manages what is theirs by a token.</summary>
internal static class SubscriptionEndpoints
{
    private const int MostBytes = 16 << 10;
    private const string Prefix = "Bearer ";

    public static void AddSubscriptions(this IHostApplicationBuilder builder)
    {
        builder.Services.AddValidatedOptions<SubscriptionOptions>("Subscriptions");
        builder.Services.AddValidatedOptions<PushHostOptions>("Push");
        builder
            .Services.AddSingleton<TopicBook>()
            .AddSingleton<UndoLimit>()
            .AddSingleton<SubscriptionDesk>()
            .AddSingleton<SignUpReader>()
            .AddSingleton<TestAlert>()
            .AddSingleton<SubscriptionSweeper>()
            .AddHostedService(services => services.GetRequiredService<SubscriptionSweeper>())
            .AddSingleton<IConfigureOptions<CorsOptions>, ReaderCors>();
    }

    public static void MapSubscriptions(this IEndpointRouteBuilder app)
    {
        var all = app.MapGroup("/api/subscriptions")
            .WithTags("Subscriptions")
            .LimitPerCaller()
            .RequireCors(ReaderCors.Policy)
            .WithMetadata(new RequestSizeLimitAttribute(MostBytes));
        all.MapPost("", SignUpAsync).OrNewWebhook();
        all.MapGet("{id}", GetAsync).OrWebhook((door, hook, _, ct) => door.ShowAsync(hook, ct));
        all.MapPatch("{id}", ChangeAsync)
            .OrWebhook((door, hook, call, ct) => door.ChangeAsync(hook, call, ct));
        // Leaving is never refused for what others at the same address did.
        all.MapDelete("{id}", EndAsync)
            .DisableRateLimiting()
            .OrWebhook((door, hook, _, ct) => door.EndAsync(hook, ct));
        all.MapPost("{id}/test", TestAsync).OrWebhook((door, hook, _, ct) => door.TestAsync(hook, ct));
    }

    private static async Task<IResult> SignUpAsync(
        HttpContext context,
        TopicBook book,
        SignUpReader reader,
        SubscriptionDesk desk,
        PublicAddress address,
        CancellationToken ct
    )
    {
        KeepSecret(context);
        using var body = await ReadAsync(context.Request, ct);
        if (body is null)
            return NoObject(context.Request);
        var faults = new FieldFaults();
        var topics = await book.CurrentAsync(ct);
        var token = TokenOf(context.Request);
        if (await reader.ReadAsync(body.RootElement, token, topics, faults, ct) is not { } asked)
            return faults.Problem();
        if (await desk.SignUpAsync(asked, token, ct) is not { } made)
        {
            faults.Add(
                "subscription.endpoint",
                "Too many readers are at this push service, which is not known here."
            );
            return faults.Problem();
        }
        var link = SubscriptionTokens.UnsubscribeToken(made.Subscription);
        var answer = new SignUpAnswer(
            made.Subscription.Id,
            made.ManageToken,
            made.Subscription.State,
            topics.Silent(asked.Wishes.Topics ?? []),
            $"{address.Origin}/alerts/unsubscribe?token={link}"
        );
        return made.IsNew
            ? TypedResults.Created($"/api/subscriptions/{made.Subscription.Id}", answer)
            : TypedResults.Ok(answer);
    }

    private static async Task<IResult> GetAsync(
        string id,
        HttpContext context,
        TopicBook topics,
        SubscriptionDesk desk,
        CancellationToken ct
    )
    {
        KeepSecret(context);
        if (await FindAsync(id, context, desk, ct) is not { } found)
            return Unknown(context);
        await desk.SeeAsync(found.Subscription, ct);
        return TypedResults.Ok(SubscriptionView.Of(found, await topics.CurrentAsync(ct)));
    }

    private static async Task<IResult> ChangeAsync(
        string id,
        HttpContext context,
        TopicBook book,
        SubscriptionDesk desk,
        IOptions<PublicationOptions> publication,
        CancellationToken ct
    )
    {
        KeepSecret(context);
        // Before the body: what is wrong with it is for whoever may change something.
        if (await FindAsync(id, context, desk, ct) is not { } found)
            return Unknown(context);
        using var body = await ReadAsync(context.Request, ct);
        if (body is null)
            return NoObject(context.Request);
        var faults = new FieldFaults();
        var topics = await book.CurrentAsync(ct);
        var zone = publication.Value.TimeZone;
        var wishes = new WishReader(body.RootElement, topics, found.Topics, zone, faults).Read();
        if (
            wishes.State is not null
            && found.Subscription.State is SubscriptionState.Expired or SubscriptionState.Gone
        )
            faults.Add("state", "The browser's subscription has ended: subscribe again.");
        if (faults.Any)
            return faults.Problem();
        return
            await desk.ChangeAsync(found.Subscription.Id, TokenOf(context.Request), wishes, ct) is { } changed
            ? TypedResults.Ok(SubscriptionView.Of(changed, topics))
            : Unknown(context);
    }

    private static async Task<IResult> EndAsync(
        string id,
        HttpContext context,
        SubscriptionDesk desk,
        CancellationToken ct
    )
    {
        KeepSecret(context);
        return Guid.TryParse(id, out var which) && await desk.EndAsync(which, TokenOf(context.Request), ct)
            ? TypedResults.NoContent()
            : Unknown(context);
    }

    private static async Task<IResult> TestAsync(
        string id,
        HttpContext context,
        SubscriptionDesk desk,
        TestAlert test,
        CancellationToken ct
    )
    {
        KeepSecret(context);
        if (await FindAsync(id, context, desk, ct) is not { } found)
            return Unknown(context);
        if (found.Subscription.State is SubscriptionState.Expired or SubscriptionState.Gone)
            return TypedResults.Problem(
                "The browser's subscription has ended: subscribe again.",
                statusCode: StatusCodes.Status409Conflict
            );
        if (await test.SendAsync(found.Subscription, ct) is { } answer)
            return TypedResults.Ok(answer);
        context.Response.Headers.RetryAfter = "20";
        return TypedResults.Problem(
            "That was enough for now; wait 20 s.",
            statusCode: StatusCodes.Status429TooManyRequests
        );
    }

    private static Task<Managed?> FindAsync(
        string id,
        HttpContext context,
        SubscriptionDesk desk,
        CancellationToken ct
    ) => desk.FindAsync(Guid.TryParse(id, out var which) ? which : Guid.Empty, TokenOf(context.Request), ct);

    private static string? TokenOf(HttpRequest request)
    {
        var header = request.Headers.Authorization.ToString();
        return header.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase)
            ? header[Prefix.Length..].Trim()
            : null;
    }

    // The same whether there is none, or it is somebody else's.
    private static ProblemHttpResult Unknown(HttpContext context)
    {
        context.Response.Headers.WWWAuthenticate = "Bearer";
        return TypedResults.Problem(
            "Send 'Authorization: Bearer <manageToken>' as it was answered last to this subscription's POST.",
            statusCode: StatusCodes.Status401Unauthorized
        );
    }

    private static void KeepSecret(HttpContext context) => context.Response.Headers.CacheControl = "no-store";

    /// <summary>Null for what is JSON, but no object, and for another content type.</summary>
    internal static async Task<JsonDocument?> ReadAsync(HttpRequest request, CancellationToken ct)
    {
        if (!request.HasJsonContentType())
            return null;
        try
        {
            var body = await JsonDocument.ParseAsync(request.Body, default, ct);
            if (body.RootElement.ValueKind == JsonValueKind.Object && HasNames(body.RootElement))
                return body;
            body.Dispose();
            return null;
        }
        catch (JsonException fault)
        {
            throw new BadHttpRequestException("The body is no JSON.", StatusCodes.Status400BadRequest, fault);
        }
    }

    // Half a surrogate pair, escaped, is JSON and no text: whoever looks for a member would fall over it.
    private static bool HasNames(JsonElement element)
    {
        try
        {
            return element.ValueKind switch
            {
                JsonValueKind.Object => element
                    .EnumerateObject()
                    .All(m => m.Name is not null && HasNames(m.Value)),
                JsonValueKind.Array => element.EnumerateArray().All(HasNames),
                _ => true,
            };
        }
        catch (InvalidOperationException)
        {
            return false;
        }
    }

    internal static ProblemHttpResult NoObject(HttpRequest request) =>
        request.HasJsonContentType()
            ? TypedResults.Problem("The body is no JSON object.", statusCode: StatusCodes.Status400BadRequest)
            : TypedResults.Problem(statusCode: StatusCodes.Status415UnsupportedMediaType);

    private sealed record SignUpAnswer(
        Guid Id,
        string ManageToken,
        SubscriptionState State,
        IReadOnlyList<string> IgnoredTopics,
        string UnsubscribeUrl
    );
}
