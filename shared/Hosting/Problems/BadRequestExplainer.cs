using System.Text.Json;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http;

namespace Syndication.Hosting.Problems;

/// <summary>Turns what a caller got wrong below the endpoints into a problem that names the field or line (RFC 9457).</summary>
internal sealed class BadRequestExplainer(IProblemDetailsService problems) : IExceptionHandler
{
    // An exception's text may repeat the body; nobody needs more of it than this.
    private const int Longest = 500;

    public async ValueTask<bool> TryHandleAsync(
        HttpContext httpContext,
        Exception exception,
        CancellationToken cancellationToken
    )
    {
        if (exception is not BadHttpRequestException bad)
            return false;
        httpContext.Response.StatusCode = bad.StatusCode;
        var problem = bad.InnerException is JsonException json
            ? AboutJson(json)
            : new() { Detail = Cut(bad.Message) };
        problem.Status = bad.StatusCode;
        return await problems.TryWriteAsync(new() { HttpContext = httpContext, ProblemDetails = problem });
    }

    /// <summary>A problem that says where in a JSON text the fault is.</summary>
    public static HttpValidationProblemDetails AboutJson(JsonException fault)
    {
        var problem = new HttpValidationProblemDetails
        {
            Title = "The body is not the JSON that was expected.",
            Detail = $"Line {fault.LineNumber + 1}, byte {fault.BytePositionInLine + 1}.",
        };
        if (fault.Path is ['$', '.', .. var field])
            problem.Errors[field] = [Reason(fault)];
        return problem;
    }

    // The serializer's own words name types of ours; a converter's name what it wants.
    private static string Reason(JsonException fault) =>
        fault.Message.StartsWith("The JSON value could not", StringComparison.Ordinal)
            ? "This value is not of the kind that belongs here."
            : Cut(fault.Message);

    private static string Cut(string text) => text.Length <= Longest ? text : text[..Longest];
}
