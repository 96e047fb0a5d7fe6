using Microsoft.AspNetCore.Http;

namespace Syndication.Hosting.Problems;

/// <summary>Says what to do where a problem would come with its status alone.</summary>
internal static class ProblemWords
{
    public static void Complete(ProblemDetailsContext context)
    {
        var request = context.HttpContext.Request;
        if (context.ProblemDetails is HttpValidationProblemDetails { Errors.Count: > 0 } fields)
            fields.Detail ??= string.Join(
                "; ",
                fields.Errors.Select(f => $"{f.Key}: {string.Join(' ', f.Value)}")
            );
        context.ProblemDetails.Detail ??= context.ProblemDetails.Status switch
        {
            StatusCodes.Status404NotFound => "Nothing is served at this address.",
            StatusCodes.Status405MethodNotAllowed =>
                $"{request.Method} is not for this address; see 'Allow'.",
            StatusCodes.Status413PayloadTooLarge => "The body is longer than this address takes.",
            StatusCodes.Status415UnsupportedMediaType => "Send the body as 'Content-Type: application/json'.",
            StatusCodes.Status500InternalServerError => "The fault is on this side, and was logged.",
            _ => null,
        };
    }
}
