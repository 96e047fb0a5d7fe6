using Microsoft.AspNetCore.Http;

namespace Syndication.Hosting.Problems;

/// <summary>
/// Refuses a request that tells its length twice, by <c>Content-Length</c> and <c>Transfer-Encoding</c> (RFC 9112 §6.1): a
/// proxy before us may have believed the other one, and then what follows is somebody's smuggled request. So the
/// connection is closed.
/// </summary>
internal sealed class OneLength(RequestDelegate next)
{
    // Kestrel believes Transfer-Encoding, as it should, and renames the other header so that nobody else believes it.
    private const string Disbelieved = "X-Content-Length";

    public async Task InvokeAsync(HttpContext context)
    {
        var headers = context.Request.Headers;
        if (
            headers.TransferEncoding.Count == 0
            || (headers.ContentLength is null && !headers.ContainsKey(Disbelieved))
        )
        {
            await next(context);
            return;
        }
        context.Response.Headers.Connection = "close";
        await TypedResults
            .Problem(
                "Send Content-Length or Transfer-Encoding, never both.",
                statusCode: StatusCodes.Status400BadRequest
            )
            .ExecuteAsync(context);
    }
}
