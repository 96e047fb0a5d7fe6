using Microsoft.AspNetCore.Http.HttpResults;

namespace Syndication.Ingest.Articles;

/// <summary>
/// The refusals that several endpoints give, in one wording (RFC 9457); where fields are named, the house makes the detail
/// of them.
/// </summary>
internal static class Problems
{
    public static ProblemHttpResult Invalid(FieldErrors errors) =>
        TypedResults.Problem(
            new HttpValidationProblemDetails(errors.ToDictionary())
            {
                Status = StatusCodes.Status422UnprocessableEntity,
                Title = "The content is not acceptable.",
            }
        );

    public static ProblemHttpResult NoSuchArticle() =>
        TypedResults.Problem("No article has this id.", statusCode: StatusCodes.Status404NotFound);

    public static ProblemHttpResult Overtaken(int current) =>
        TypedResults.Problem(
            $"The article is at revision {current}; fetch it and apply your edit to that.",
            statusCode: StatusCodes.Status412PreconditionFailed
        );

    public static ProblemHttpResult StaysRetracted(Guid id) =>
        TypedResults.Problem(
            $"The article was retracted. PUT /api/articles/{id} brings it back.",
            statusCode: StatusCodes.Status409Conflict
        );

    public static ProblemHttpResult BadPrecondition() =>
        BadRequest("If-Match", "Send the revision in quotes, such as \"3\", or *.");

    public static ProblemHttpResult BadRequest(string field, string fault) =>
        TypedResults.Problem(
            new HttpValidationProblemDetails(
                new Dictionary<string, string[]>(StringComparer.Ordinal) { [field] = [fault] }
            )
            {
                Status = StatusCodes.Status400BadRequest,
                Title = "The request is not as it should be.",
            }
        );
}
