using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Syndication.Hosting.Security;
using Syndication.Ingest.Articles;
using Syndication.Ingest.Categories;
using Syndication.Ingest.Store;

namespace Syndication.Ingest.Quarantine;

/// <summary>What the newsroom does with articles that wait for it, and with sources that were frozen.</summary>
internal static class QuarantineEndpoints
{
    private const int LongestReason = 1000;

    public static void MapQuarantine(this IEndpointRouteBuilder app)
    {
        var articles = app.MapGroup("/api/articles/{id:guid}").WithTags("Quarantine");
        articles.MapPost("/release", ReleaseAsync).RequireAuthorization(Scope.Admin);
        articles.MapPost("/discard", DiscardAsync).RequireAuthorization(Scope.Admin);
        app.MapPost("/api/sources/{id:guid}/unfreeze", UnfreezeAsync)
            .WithTags("Quarantine")
            .RequireAuthorization(Scope.Admin);
    }

    private static async Task<IResult> ReleaseAsync(
        Guid id,
        ReleaseInput? input,
        [FromHeader(Name = "If-Match")] string? ifMatch,
        CategoryBook book,
        WriteQueue writes,
        SourceGuard guard,
        HttpResponse response,
        CancellationToken ct
    )
    {
        if (!Precondition.TryParse(ifMatch, out var condition))
            return Problems.BadPrecondition();
        var errors = new FieldErrors();
        var categories = Filing(input, book.Policy, errors);
        if (errors.Any)
            return Problems.Invalid(errors);
        var ending = await writes.SubmitAsync(new ReleaseHeld(id, categories, book.Policy, condition), ct);
        if (ending is Intake.Unchanged)
            return NotQuarantined();
        // What the newsroom calls good is no surprise the next time.
        if (ending is Intake.Revised(var released))
            await guard.LearnAsync(released, ct);
        return IntakeAnswer.Of(ending, response);
    }

    private static async Task<IResult> DiscardAsync(
        Guid id,
        DiscardInput? input,
        [FromHeader(Name = "If-Match")] string? ifMatch,
        WriteQueue writes,
        HttpResponse response,
        CancellationToken ct
    )
    {
        if (!Precondition.TryParse(ifMatch, out var condition))
            return Problems.BadPrecondition();
        var errors = new FieldErrors();
        var reason = new FieldReader(errors).PlainText("reason", input?.Reason, LongestReason);
        if (errors.Any)
            return Problems.Invalid(errors);
        var ending = await writes.SubmitAsync(new DiscardHeld(id, reason, condition), ct);
        return ending is Intake.Unchanged ? NotQuarantined() : IntakeAnswer.Of(ending, response);
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> UnfreezeAsync(
        Guid id,
        SourceGuard guard,
        CancellationToken ct
    ) =>
        await guard.UnfreezeAsync(id, ct)
            ? TypedResults.NoContent()
            : TypedResults.Problem("No source has this id.", statusCode: StatusCodes.Status404NotFound);

    private static List<string>? Filing(ReleaseInput? input, CategoryPolicy policy, FieldErrors errors)
    {
        if (input?.Categories is null or [])
            return null;
        var verdict = policy.Judge(new FieldReader(errors).Names("categories", input.Categories));
        if (verdict.Unknown is not [])
            errors.Add("categories", $"No such category: {string.Join(", ", verdict.Unknown)}.");
        if (verdict.Blocked is not [])
            errors.Add("categories", $"Blocked: {string.Join(", ", verdict.Blocked)}.");
        return [.. verdict.Allowed];
    }

    private static ProblemHttpResult NotQuarantined() =>
        TypedResults.Problem("The article is not quarantined.", statusCode: StatusCodes.Status409Conflict);
}
