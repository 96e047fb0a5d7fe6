using Microsoft.AspNetCore.Http.HttpResults;
using Syndication.Formats;
using Syndication.Hosting.Outbound;
using Syndication.Ingest.Articles;

namespace Syndication.Ingest.Sources;

/// <summary>Why there is nothing to preview, in words that say what to do.</summary>
internal static class PreviewProblems
{
    public static ProblemHttpResult TooLong() =>
        TypedResults.Problem(
            $"A feed may have {PreviewDocument.MostBytes} bytes, counted after its content coding is undone.",
            statusCode: StatusCodes.Status413PayloadTooLarge
        );

    public static ProblemHttpResult TooSlow() =>
        TypedResults.Problem(
            "The body took too long to arrive.",
            statusCode: StatusCodes.Status408RequestTimeout
        );

    public static ProblemHttpResult Empty() =>
        Unprocessable(
            "The body is empty. Send the feed as it was fetched, or {\"url\": \"…\"} as application/json."
        );

    public static ProblemHttpResult NotSaidToBeJson() =>
        Unprocessable("To have a feed fetched, send {\"url\": \"…\"} with Content-Type: application/json.");

    public static ProblemHttpResult NotItsCoding(string coding) =>
        Problems.BadRequest(
            "Content-Encoding",
            $"The body is not '{coding}'; leave the header out if it was undone on the way."
        );

    public static IResult UnknownCoding(HttpResponse response, string coding)
    {
        // RFC 9110 §15.5.16: says which coding would have done.
        response.Headers.AcceptEncoding = "gzip, br, deflate";
        return TypedResults.Problem(
            $"The content coding '{coding}' is not known here. Send gzip, br, deflate or none.",
            statusCode: StatusCodes.Status415UnsupportedMediaType
        );
    }

    public static IResult Busy(HttpResponse response)
    {
        response.Headers.RetryAfter = "2";
        return TypedResults.Problem(
            "Too many previews are under way; try again in a moment.",
            statusCode: StatusCodes.Status503ServiceUnavailable
        );
    }

    public static ProblemHttpResult Of(UnreadableFeedException fault) =>
        TypedResults.Problem(
            fault.Message,
            statusCode: fault.TooLong
                ? StatusCodes.Status413PayloadTooLarge
                : StatusCodes.Status422UnprocessableEntity,
            title: fault.TooLong ? "The feed is too long." : "The document is no feed that can be read.",
            extensions: fault.Line > 0
                ? new Dictionary<string, object?>(StringComparer.Ordinal) { ["line"] = fault.Line }
                : null
        );

    public static ProblemHttpResult NotFetched(OutboundOutcome.Failed failed) => About("url", failed.Reason);

    public static ProblemHttpResult NotFetched(OutboundAnswer answer) =>
        About("url", $"'{answer.FinalUrl.IdnHost}' answers {answer.StatusText}.");

    private static ProblemHttpResult About(string field, string fault)
    {
        var errors = new FieldErrors();
        errors.Add(field, fault);
        return Problems.Invalid(errors);
    }

    private static ProblemHttpResult Unprocessable(string detail) =>
        TypedResults.Problem(detail, statusCode: StatusCodes.Status422UnprocessableEntity);
}
