using System.Text.Json;
using Microsoft.AspNetCore.Authorization;
using Microsoft.Extensions.Options;
using Syndication.Hosting.Outbound;
using Syndication.Hosting.Security;
using Syndication.Notifier.Subscriptions;

namespace Syndication.Notifier.Webhooks;

/// <summary>
/// The addresses that webhooks share with readers' subscriptions: whoever shows an API key and names a webhook means that,
/// everybody else a reader's.
/// </summary>
internal sealed class WebhookDoor(
    WebhookDesk desk,
    WebhookPost post,
    TopicBook book,
    IAuthorizationService authorization,
    IOptions<NetworkOptions> network,
    TimeProvider time
)
{
    private const int LongestCall = 200;

    /// <summary>Null for what is no webhook's.</summary>
    public async Task<IResult?> CreateAsync(HttpContext context, CancellationToken ct)
    {
        if (!context.Request.HasJsonContentType())
            return null;
        // Whoever reads it as a reader's reads it from its beginning.
        context.Request.EnableBuffering();
        using var body = await SubscriptionEndpoints.ReadAsync(context.Request, ct);
        context.Request.Body.Position = 0;
        if (
            body is null
            || !body.RootElement.TryGetProperty("channel", out var channel)
            || WishReader.Text(channel) != "webhook"
        )
            return null;
        return await RefusalAsync(context) ?? await CreateAsync(context, body.RootElement, ct);
    }

    /// <summary>The webhook that an API key's call names, or why it may not; both null for what is a reader's.</summary>
    public async Task<(Webhook? Hook, IResult? Refusal)> FindAsync(HttpContext context, CancellationToken ct)
    {
        if (
            context.User.Identity?.IsAuthenticated != true
            || !Guid.TryParse(context.GetRouteValue("id") as string, out var id)
            || await desk.FindAsync(id, ct) is not { } hook
        )
            return (null, null);
        return (hook, await RefusalAsync(context));
    }

    public async Task<IResult> ShowAsync(Webhook hook, CancellationToken ct) =>
        TypedResults.Ok(await ViewAsync(hook, ct));

    public async Task<IResult> ChangeAsync(Webhook hook, HttpContext context, CancellationToken ct)
    {
        using var body = await SubscriptionEndpoints.ReadAsync(context.Request, ct);
        if (body is null)
            return SubscriptionEndpoints.NoObject(context.Request);
        var faults = new FieldFaults();
        var wish = (await ReaderAsync(body.RootElement, hook.Topics, faults, ct)).Read();
        if (faults.Any)
            return faults.Problem();
        return await desk.ChangeAsync(hook.Id, wish, ct) is { } changed
            ? await ShowAsync(changed, ct)
            : WebhookEndpoints.Unknown(hook.Id);
    }

    public async Task<IResult> EndAsync(Webhook hook, CancellationToken ct)
    {
        await desk.EndAsync(hook.Id, ct);
        return TypedResults.NoContent();
    }

    public async Task<IResult> TestAsync(Webhook hook, CancellationToken ct)
    {
        var now = time.GetUtcNow();
        var payload = WebhookPayload.Test(hook.Id, now);
        var answer = await post.SendAsync(hook, Guid.CreateVersion7(now), payload, ct);
        return TypedResults.Ok(WebhookTestAnswer.Of(answer));
    }

    private async Task<IResult> CreateAsync(HttpContext context, JsonElement body, CancellationToken ct)
    {
        var faults = new FieldFaults();
        var call = context.Request.Headers["Idempotency-Key"].ToString().Trim();
        if (call.Length > LongestCall || call.Any(char.IsControl))
            faults.Add("Idempotency-Key", $"It has {LongestCall} characters at most, and no controls.");
        var wish = (await ReaderAsync(body, [], faults, ct)).ReadNew();
        if (faults.Any)
            return faults.Problem();
        var key = call.Length == 0 ? null : $"{context.User.Identity!.Name}:{call}";
        if (await desk.CreateAsync(wish, key, ct) is not ({ } hook, var isNew))
            return TypedResults.Problem(
                $"There are {WebhookDesk.Most} webhooks already; delete one that nobody needs.",
                statusCode: StatusCodes.Status409Conflict
            );
        var view = await ViewAsync(hook, ct, WebhookSecret.Show(hook.Secret));
        return isNew ? TypedResults.Created($"/api/subscriptions/{hook.Id}", view) : TypedResults.Ok(view);
    }

    // 401 without a key, 403 with one that may not.
    private async Task<IResult?> RefusalAsync(HttpContext context) =>
        context.User.Identity?.IsAuthenticated != true ? TypedResults.Challenge()
        : (await authorization.AuthorizeAsync(context.User, Scope.Alerts)).Succeeded ? null
        : TypedResults.Forbid();

    private async Task<WebhookReader> ReaderAsync(
        JsonElement body,
        IReadOnlyList<string> held,
        FieldFaults faults,
        CancellationToken ct
    ) => new(body, await book.CurrentAsync(ct), held, network.Value.AllowPrivateAddresses, faults);

    private async Task<WebhookView> ViewAsync(Webhook hook, CancellationToken ct, string? secret = null) =>
        WebhookView.Of(hook, (await book.CurrentAsync(ct)).Silent(hook.Topics), time.GetUtcNow(), secret);
}

/// <summary>What an endpoint said to a test.</summary>
/// <param name="Delivered">It has acknowledged it.</param>
/// <param name="Said">In words.</param>
/// <param name="Id">As <c>webhook-id</c>.</param>
/// <param name="Answer">Null where there was none.</param>
/// <param name="Duration">Milliseconds.</param>
internal sealed record WebhookTestAnswer(
    bool Delivered,
    string Said,
    string Id,
    WebhookAnswerView? Answer,
    int Duration
)
{
    public static WebhookTestAnswer Of(WebhookAnswer answer) =>
        new(
            answer.IsTaken,
            answer.Fault ?? "The endpoint has acknowledged it.",
            answer.Signed.Id,
            answer.Status is { } status ? new(status, answer.Body) : null,
            (int)answer.Took.TotalMilliseconds
        );
}
