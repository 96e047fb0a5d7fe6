namespace Syndication.Notifier.Webhooks;

/// <summary>Lets an address of readers' subscriptions answer for webhooks as well.</summary>
internal static class WebhookRoutes
{
    /// <summary>A body that wants a webhook makes one.</summary>
    public static RouteHandlerBuilder OrNewWebhook(this RouteHandlerBuilder endpoint) =>
        endpoint.AddEndpointFilter(
            async (invocation, next) =>
            {
                var context = invocation.HttpContext;
                if (await DoorOf(context).CreateAsync(context, context.RequestAborted) is not { } result)
                    return await next(invocation);
                context.Response.Headers.CacheControl = "no-store";
                return result;
            }
        );

    /// <summary>A webhook's id, with an API key, is answered by this.</summary>
    public static RouteHandlerBuilder OrWebhook(
        this RouteHandlerBuilder endpoint,
        Func<WebhookDoor, Webhook, HttpContext, CancellationToken, Task<IResult>> answer
    ) =>
        endpoint.AddEndpointFilter(
            async (invocation, next) =>
            {
                var context = invocation.HttpContext;
                var door = DoorOf(context);
                var (hook, refusal) = await door.FindAsync(context, context.RequestAborted);
                if (hook is null)
                    return await next(invocation);
                context.Response.Headers.CacheControl = "no-store";
                return refusal ?? await answer(door, hook, context, context.RequestAborted);
            }
        );

    private static WebhookDoor DoorOf(HttpContext context) =>
        context.RequestServices.GetRequiredService<WebhookDoor>();
}
