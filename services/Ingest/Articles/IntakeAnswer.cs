using System.Diagnostics;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Syndication.Ingest.Articles;

/// <summary>An intake's ending as an HTTP answer.</summary>
internal static class IntakeAnswer
{
    public static IResult Of(Intake intake, HttpResponse response) =>
        intake switch
        {
            Intake.Created(var article) => Created(article, response),
            Intake.Revised(var article) => Ok(article, response),
            Intake.Unchanged(var article) => Ok(article, response),
            Intake.Held(var article, _) => Accepted(article, response),
            Intake.Refused(var errors) => Problems.Invalid(errors),
            Intake.StaysRetracted(var article) => Problems.StaysRetracted(article.Id),
            Intake.Overtaken(var current) => Problems.Overtaken(current),
            Intake.Unknown => Problems.NoSuchArticle(),
            var other => throw new UnreachableException($"{other}"),
        };

    /// <summary>The status alone, for a line of a batch.</summary>
    public static (int Status, StoredArticle? Article, string? Error) Line(Intake intake) =>
        intake switch
        {
            Intake.Created(var article) => (StatusOfNew(article), article, null),
            Intake.Revised(var article) => (StatusOfKnown(article), article, null),
            Intake.Unchanged(var article) => (StatusOfKnown(article), article, null),
            Intake.Held(var article, var reason) => (StatusCodes.Status202Accepted, article, reason),
            Intake.Refused(var errors) => (StatusCodes.Status422UnprocessableEntity, null, errors.ToString()),
            Intake.StaysRetracted(var article) => (
                StatusCodes.Status409Conflict,
                article,
                "The article was retracted."
            ),
            var other => throw new UnreachableException($"{other}"),
        };

    private static JsonHttpResult<StoredArticle> Created(StoredArticle article, HttpResponse response)
    {
        response.Headers.Location = $"/api/articles/{article.Id}";
        Tag(article, response);
        return TypedResults.Json(article, statusCode: StatusOfNew(article));
    }

    private static JsonHttpResult<StoredArticle> Ok(StoredArticle article, HttpResponse response)
    {
        Tag(article, response);
        return TypedResults.Json(article, statusCode: StatusOfKnown(article));
    }

    private static JsonHttpResult<StoredArticle> Accepted(StoredArticle article, HttpResponse response)
    {
        Tag(article, response);
        return TypedResults.Json(article, statusCode: StatusCodes.Status202Accepted);
    }

    /// <summary>The revision as the entity tag that <c>If-Match</c> asks for (RFC 9110 §8.8.3).</summary>
    public static void Tag(StoredArticle article, HttpResponse response) =>
        response.Headers.ETag = $"\"{article.Revision}\"";

    // 202: taken, and not yet acted upon.
    private static int StatusOfNew(StoredArticle article) =>
        article.State == ArticleState.Quarantined
            ? StatusCodes.Status202Accepted
            : StatusCodes.Status201Created;

    private static int StatusOfKnown(StoredArticle article) =>
        article.State == ArticleState.Quarantined ? StatusCodes.Status202Accepted : StatusCodes.Status200OK;
}
