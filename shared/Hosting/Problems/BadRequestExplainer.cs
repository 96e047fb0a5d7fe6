using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http;

namespace Syndication.Hosting.Problems;

/// <summary>Turns what a caller got wrong below the endpoints into a problem that names the field or line (RFC 9457).</summary>
internal sealed partial class BadRequestExplainer(IProblemDetailsService problems) : IExceptionHandler
{
    private const string WrongKind = "This value is not of the kind that belongs here.";

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
        var problem = bad.InnerException is JsonException json ? AboutJson(json) : AboutRequest(bad);
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

    // The framework's words are about parameters and types, which no caller has heard of.
    private static HttpValidationProblemDetails AboutRequest(BadHttpRequestException bad)
    {
        var problem = new HttpValidationProblemDetails { Title = null };
        if (bad.StatusCode != StatusCodes.Status400BadRequest)
            return problem;
        if (UnboundParameter().Match(bad.Message) is { Success: true } unbound)
            problem.Errors[unbound.Groups["name"].Value] = [WrongKind];
        else if (bad.Message.StartsWith("Implicit body", StringComparison.Ordinal))
            problem.Detail = "A JSON body is needed.";
        else
            problem.Detail = bad.Message.Length <= Longest ? bad.Message : bad.Message[..Longest];
        return problem;
    }

    // A reader that stumbled tells where, not what; the serializer's own words name types of ours; a converter of ours
    // says what it wants.
    private static string Reason(JsonException fault) =>
        fault.InnerException is JsonException ? "The JSON breaks off or goes wrong here."
        : fault.Message.StartsWith("The JSON value could not", StringComparison.Ordinal) ? WrongKind
        : fault.Message;

    [GeneratedRegex(
        "^Failed to bind parameter \"\\S+ (?<name>\\w+)\"",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 10_000
    )]
    private static partial Regex UnboundParameter();
}
