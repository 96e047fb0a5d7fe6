using System.Diagnostics;
using System.Security.Claims;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Options;
using Syndication.Hosting.Bus;
using Syndication.Hosting.Publication;
using Syndication.Hosting.Security;
using Syndication.Notifier.Subscriptions;

namespace Syndication.Notifier.Alerts;

/// <summary>What the newsroom does with alerts, over HTTP.</summary>
internal static class AlertWriting
{
    public static void MapAlertWriting(this IEndpointRouteBuilder app)
    {
        var alerts = app.MapGroup("/api/alerts")
            .WithTags("Alerts")
            .RequireAuthorization(Scope.Alerts)
            .LimitPerKey();
        alerts.MapPost("", PostAsync);
        alerts.MapPost("estimate", EstimateAsync);
        alerts.MapPatch("{id:guid}", AmendAsync);
        alerts.MapPost("{id:guid}/approve", ApproveAsync);
        alerts.MapPost("{id:guid}/send", SendAsync);
        alerts.MapPost("{id:guid}/cancel", CancelAsync);
        alerts.MapPost("{id:guid}/withdraw", WithdrawAsync);
        alerts.MapPost("{id:guid}/correct", CorrectAsync);
    }

    private static async Task<IResult> PostAsync(
        AlertInput input,
        [FromHeader(Name = "Idempotency-Key")] string? call,
        ClaimsPrincipal caller,
        AlertRoom room,
        AlertEstimator estimator,
        TopicBook book,
        IOptions<PublicationOptions> publication,
        TimeProvider time,
        HttpResponse response,
        CancellationToken ct
    )
    {
        if (
            !AlertDraft.TryParse(
                input,
                publication.Value,
                await book.CurrentAsync(ct),
                time.GetUtcNow(),
                out var draft,
                out var errors
            )
        )
            return Invalid(errors);
        if (call is not null && (call.Length > AlertKeys.Longest || call.Any(char.IsControl)))
            return Invalid(new() { ["Idempotency-Key"] = [$"Longer than {AlertKeys.Longest} characters."] });
        // It is on its way while its readers are counted for the answer.
        switch (await room.CreateAsync(draft, NameOf(caller), Trimmed(call), ct))
        {
            case AlertChange.Done(var made):
                response.Headers.Location = $"/api/alerts/{made.Id}";
                return TypedResults.Json(
                    await AnswerAsync(made, differs: null, estimator, ct),
                    statusCode: StatusCodes.Status202Accepted
                );
            case AlertChange.Already(var there, var differs):
                response.Headers.Location = $"/api/alerts/{there.Id}";
                return TypedResults.Ok(
                    await AnswerAsync(there, differs.Count > 0 ? differs : null, estimator, ct)
                );
            case AlertChange.Forbidden(var reason):
                return Conflict(reason);
            case var other:
                throw new UnreachableException($"{other}");
        }
    }

    private static async Task<IResult> EstimateAsync(
        AlertInput input,
        AlertEstimator estimator,
        TopicBook book,
        IOptions<PublicationOptions> publication,
        TimeProvider time,
        CancellationToken ct
    )
    {
        // Words come later than the question whom they would reach.
        var asked = input with
        {
            Title = input.Title ?? "…",
            Level = input.Level ?? "breaking",
        };
        return AlertDraft.TryParse(
            asked,
            publication.Value,
            await book.CurrentAsync(ct),
            time.GetUtcNow(),
            out var draft,
            out var errors
        )
            ? TypedResults.Ok(await estimator.OfAsync(draft.Make(null, time.GetUtcNow()), ct))
            : Invalid(errors);
    }

    private static async Task<IResult> AmendAsync(
        Guid id,
        AmendmentInput input,
        ClaimsPrincipal caller,
        AlertRoom room,
        AlertReading reading,
        TopicBook book,
        IOptions<PublicationOptions> publication,
        TimeProvider time,
        CancellationToken ct
    ) =>
        AlertAmendment.TryParse(
            input,
            publication.Value.SiteUrl,
            await book.CurrentAsync(ct),
            time.GetUtcNow(),
            out var amendment,
            out var errors
        )
            ? await AnswerAsync(await room.AmendAsync(id, NameOf(caller), amendment, ct), id, reading, ct)
            : Invalid(errors);

    private static async Task<IResult> ApproveAsync(
        Guid id,
        ApprovalInput? input,
        ClaimsPrincipal caller,
        AlertRoom room,
        AlertReading reading,
        CancellationToken ct
    ) =>
        await AnswerAsync(
            await room.ApproveAsync(id, NameOf(caller), input?.Send != false, ct),
            id,
            reading,
            ct
        );

    private static async Task<IResult> SendAsync(
        Guid id,
        SendingInput? input,
        ClaimsPrincipal caller,
        AlertRoom room,
        AlertReading reading,
        CancellationToken ct
    ) =>
        await AnswerAsync(
            await room.SendAsync(id, NameOf(caller), input?.Force == true, ct),
            id,
            reading,
            ct
        );

    private static Task<IResult> CancelAsync(
        Guid id,
        WithdrawalInput? input,
        ClaimsPrincipal caller,
        AlertRoom room,
        AlertReading reading,
        CancellationToken ct
    ) => TakeBackAsync(id, input, onlyUnseen: true, caller, room, reading, ct);

    private static Task<IResult> WithdrawAsync(
        Guid id,
        WithdrawalInput? input,
        ClaimsPrincipal caller,
        AlertRoom room,
        AlertReading reading,
        CancellationToken ct
    ) => TakeBackAsync(id, input, onlyUnseen: false, caller, room, reading, ct);

    private static async Task<IResult> TakeBackAsync(
        Guid id,
        WithdrawalInput? input,
        bool onlyUnseen,
        ClaimsPrincipal caller,
        AlertRoom room,
        AlertReading reading,
        CancellationToken ct
    )
    {
        var fields = new AlertFields("");
        var note = fields.Cut("note", input?.Note);
        return fields.Errors.Count > 0
            ? Invalid(fields.Errors)
            : await AnswerAsync(
                await room.WithdrawAsync(id, NameOf(caller), note, onlyUnseen, ct),
                id,
                reading,
                ct
            );
    }

    private static async Task<IResult> CorrectAsync(
        Guid id,
        CorrectionInput? input,
        ClaimsPrincipal caller,
        AlertRoom room,
        AlertReading reading,
        IOptions<PublicationOptions> publication,
        CancellationToken ct
    ) =>
        AlertCorrection.TryParse(input, publication.Value.SiteUrl, out var correction, out var errors)
            ? await AnswerAsync(await room.CorrectAsync(id, NameOf(caller), correction, ct), id, reading, ct)
            : Invalid(errors);

    private static async Task<AlertAnswer> AnswerAsync(
        Alert alert,
        IReadOnlyList<string>? differs,
        AlertEstimator estimator,
        CancellationToken ct
    ) =>
        new()
        {
            Id = alert.Id,
            State = alert.State,
            Held = alert.HeldFor,
            Sequence = alert.Sequence,
            Estimate = await EstimateOrNullAsync(alert, estimator, ct),
            Differs = differs,
        };

    // The alert is on disk: whoever heard of a fault now would send it a second time.
    private static async Task<AlertEstimate?> EstimateOrNullAsync(
        Alert alert,
        AlertEstimator estimator,
        CancellationToken ct
    )
    {
        try
        {
            return await estimator.OfAsync(alert, ct);
        }
        catch (OutageException)
        {
            return null;
        }
    }

    private static async Task<IResult> AnswerAsync(
        AlertChange change,
        Guid id,
        AlertReading reading,
        CancellationToken ct
    ) =>
        change switch
        {
            AlertChange.Unknown => AlertReading.NoSuchAlert(id),
            AlertChange.Forbidden(var reason) => Conflict(reason),
            _ => TypedResults.Ok(await reading.FindAsync(id, ct)),
        };

    private static ProblemHttpResult Invalid(Dictionary<string, string[]> errors) =>
        TypedResults.Problem(
            new HttpValidationProblemDetails(errors)
            {
                Status = StatusCodes.Status422UnprocessableEntity,
                Title = "The alert is not acceptable.",
            }
        );

    private static ProblemHttpResult Conflict(string reason) =>
        TypedResults.Problem(reason, statusCode: StatusCodes.Status409Conflict);

    private static string NameOf(ClaimsPrincipal caller) => caller.Identity?.Name ?? "";

    private static string? Trimmed(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
}
