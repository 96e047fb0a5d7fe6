using Microsoft.AspNetCore.Mvc;
using Syndication.Hosting.Security;
using Syndication.Ingest.Transfer;

namespace Syndication.Ingest.Articles;

internal static class ArticleEndpoints
{
    private const int LongestReason = 1000;

    public static void MapArticles(this IEndpointRouteBuilder app)
    {
        var articles = app.MapGroup("/api/articles").WithTags("Articles");
        articles.MapPost("", PostAsync).RequireAuthorization(Scope.Publish).LimitPerKey();
        // A batch has no size of its own; each of its lines has.
        articles
            .MapPost("/batch", BatchEndpoint.PostAsync)
            .WithMetadata(new DisableRequestSizeLimitAttribute())
            .RequireAuthorization(Scope.Publish)
            .LimitPerKey();
        articles.MapTransfer();
        articles
            .MapPost("/extract", ExtractEndpoint.PostAsync)
            .RequireAuthorization(Scope.Publish)
            .LimitPerKey();
        articles.MapPut("/{id:guid}", PutAsync).RequireAuthorization(Scope.Publish).LimitPerKey();
        articles.MapDelete("/{id:guid}", DeleteAsync).RequireAuthorization(Scope.Publish).LimitPerKey();
        articles.MapGet("", ReadingEndpoints.ListAsync).RequireAuthorization(Scope.Any);
        articles.MapGet("/{id:guid}", ReadingEndpoints.GetAsync).RequireAuthorization(Scope.Any);
        articles
            .MapGet("/{id:guid}/revisions", ReadingEndpoints.RevisionsAsync)
            .RequireAuthorization(Scope.Any);
    }

    private static async Task<IResult> PostAsync(
        ArticleInput input,
        ArticleIntake intake,
        HttpResponse response,
        CancellationToken ct
    ) => IntakeAnswer.Of(await intake.TakeAsync(input, ct), response);

    private static async Task<IResult> PutAsync(
        Guid id,
        ArticleInput input,
        [FromHeader(Name = "If-Match")] string? ifMatch,
        ArticleIntake intake,
        HttpResponse response,
        CancellationToken ct
    ) =>
        Precondition.TryParse(ifMatch, out var condition)
            ? IntakeAnswer.Of(await intake.ReplaceAsync(id, input, condition, ct), response)
            : Problems.BadPrecondition();

    private static async Task<IResult> DeleteAsync(
        Guid id,
        string? reason,
        [FromHeader(Name = "If-Match")] string? ifMatch,
        ArticleIntake intake,
        CancellationToken ct
    )
    {
        if (!Precondition.TryParse(ifMatch, out var condition))
            return Problems.BadPrecondition();
        if (reason?.Length > LongestReason)
            return Problems.BadRequest("reason", $"Longer than {LongestReason} characters.");
        return await intake.RetractAsync(id, reason, condition, ct) switch
        {
            Intake.Unknown => Problems.NoSuchArticle(),
            Intake.Overtaken(var current) => Problems.Overtaken(current),
            _ => TypedResults.NoContent(),
        };
    }
}
