using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Syndication.Hosting.Problems;

/// <summary>
/// Answers 413 to a body that says it is too long, after reading it away: a client that sends first and listens later
/// would otherwise see a broken connection and no word of why.
/// </summary>
internal sealed class BodyLimit(RequestDelegate next)
{
    /// <summary>Bytes of a body where an endpoint says nothing else.</summary>
    public const long Default = 4 << 20;

    // Beyond this the connection is just closed: nobody sends so much by mistake.
    private const long Patience = 32 << 20;

    public async Task InvokeAsync(HttpContext context)
    {
        var limit = context.Features.Get<IHttpMaxRequestBodySizeFeature>();
        if (
            limit is null
            || context.Request.ContentLength is not { } length
            || length <= (limit.MaxRequestBodySize ?? length)
        )
        {
            await next(context);
            return;
        }
        var most = limit.MaxRequestBodySize!.Value;
        if (length <= Patience && !limit.IsReadOnly)
        {
            limit.MaxRequestBodySize = null;
            await context.Request.Body.CopyToAsync(Stream.Null, context.RequestAborted);
        }
        await TypedResults
            .Problem($"The body may have {most} bytes.", statusCode: StatusCodes.Status413PayloadTooLarge)
            .ExecuteAsync(context);
    }
}
