using System.Globalization;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Syndication.Hosting.Security;
using Syndication.Ingest.Articles;
using Syndication.Ingest.Store;
using Syndication.Ingest.WebSub;

namespace Syndication.Ingest.Sources;

internal static class SourceEndpoints
{
    private const int DefaultPage = 50;
    private const int LargestPage = 200;

    public static void MapSources(this IEndpointRouteBuilder app)
    {
        var sources = app.MapGroup("/api/sources").WithTags("Sources").RequireAuthorization(Scope.Admin);
        sources
            .MapPost("/preview", PreviewEndpoint.PostAsync)
            // The preview counts by itself: Kestrel counts what marks the chunks as well, and cuts the connection of who sends
            // more instead of reading it away for a while, so that many a client would never see the answer.
            .WithMetadata(new DisableRequestSizeLimitAttribute());
        sources.MapPost("", PostAsync);
        sources.MapGet("", ListAsync);
        sources.MapGet("/{id:guid}", GetAsync);
        sources.MapPatch("/{id:guid}", PatchAsync);
        sources.MapDelete("/{id:guid}", DeleteAsync);
        sources.MapPost("/{id:guid}/poll", PollAsync);
        sources
            .MapPost("/import", OpmlEndpoints.ImportAsync)
            .WithMetadata(new RequestSizeLimitAttribute(PreviewDocument.MostBytes));
        app.MapGet("/api/sources.opml", OpmlEndpoints.ExportAsync)
            .WithTags("Sources")
            .RequireAuthorization(Scope.Admin);
    }

    private static async Task<IResult> PostAsync(
        SourceInput input,
        SourceParser parser,
        WriteQueue writes,
        PollBell bell,
        HttpResponse response,
        CancellationToken ct
    )
    {
        var errors = new FieldErrors();
        if (parser.ParseNew(input, errors) is not { } draft)
            return Problems.Invalid(errors);
        var (row, added) = (await writes.SubmitAsync(new AddSources([draft]), ct))[0];
        response.Headers.Location = $"/api/sources/{row.Id}";
        bell.Ring();
        return TypedResults.Json(
            SourceView.Of(row),
            statusCode: added ? StatusCodes.Status201Created : StatusCodes.Status200OK
        );
    }

    private static async Task<IResult> ListAsync(
        string? limit,
        string? cursor,
        SourceReader reader,
        CancellationToken ct
    )
    {
        var count = DefaultPage;
        if (
            limit is { Length: > 0 }
            && !(
                int.TryParse(limit, NumberStyles.None, CultureInfo.InvariantCulture, out count)
                && count is > 0 and <= LargestPage
            )
        )
            return Problems.BadRequest("limit", $"A number from 1 to {LargestPage}.");
        PageCursor? after = null;
        if (cursor is { Length: > 0 } && !PageCursor.TryParse(cursor, out after))
            return Problems.BadRequest("cursor", "Not a cursor of this list; take it from 'next'.");
        var found = await reader.ListAsync(after, count + 1, ct);
        var page = found.Take(count).Select(SourceView.Of).ToList();
        var next =
            found.Count > count
                ? new PageCursor(found[count - 1].CreatedAt, found[count - 1].Id).ToString()
                : null;
        return TypedResults.Json(new SourcePage(page, next));
    }

    private static async Task<IResult> GetAsync(Guid id, SourceReader reader, CancellationToken ct) =>
        await reader.FindAsync(id, ct) is { } row ? TypedResults.Json(SourceView.Of(row)) : NoSuchSource();

    private static async Task<IResult> PatchAsync(
        Guid id,
        SourceInput input,
        SourceParser parser,
        WriteQueue writes,
        PollBell bell,
        HubFarewell farewell,
        CancellationToken ct
    )
    {
        var errors = new FieldErrors();
        if (parser.Parse(input, errors) is not { } draft)
            return Problems.Invalid(errors);
        switch (await writes.SubmitAsync(new EditSource(id, draft), ct))
        {
            case EditSource.Outcome.Changed(var row, var left):
                farewell.Say(left);
                bell.Ring();
                return TypedResults.Json(SourceView.Of(row));
            case EditSource.Outcome.Taken(var by):
                return TypedResults.Problem(
                    $"Source {by} has this kind and url already.",
                    statusCode: StatusCodes.Status409Conflict
                );
            default:
                return NoSuchSource();
        }
    }

    private static async Task<IResult> DeleteAsync(
        Guid id,
        WriteQueue writes,
        HubFarewell farewell,
        CancellationToken ct
    )
    {
        var (removed, left) = await writes.SubmitAsync(new RemoveSource(id), ct);
        farewell.Say(left);
        return removed ? TypedResults.NoContent() : NoSuchSource();
    }

    private static async Task<IResult> PollAsync(
        Guid id,
        WriteQueue writes,
        PollBell bell,
        HttpResponse response,
        CancellationToken ct
    )
    {
        var change = new ChangeSource(id, (row, now) => row.NextPollAt = now);
        if (await writes.SubmitAsync(change, ct) is not { } due)
            return NoSuchSource();
        bell.Ring();
        response.Headers.Location = $"/api/sources/{id}";
        return TypedResults.Json(SourceView.Of(due), statusCode: StatusCodes.Status202Accepted);
    }

    private static ProblemHttpResult NoSuchSource() =>
        TypedResults.Problem("No source has this id.", statusCode: StatusCodes.Status404NotFound);

    private sealed record SourcePage(IReadOnlyList<SourceView> Items, string? Next);
}
