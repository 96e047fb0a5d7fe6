using System.Globalization;
using Syndication.Hosting.Security;
using Syndication.Ingest.Articles;

namespace Syndication.Ingest.Timeline;

internal static class TimelineEndpoints
{
    private const int DefaultPage = 50;
    private const int LargestPage = 200;

    public static void MapTimeline(this IEndpointRouteBuilder app) =>
        app.MapGet("/api/articles/{id:guid}/timeline", GetAsync)
            .WithTags("Articles")
            .RequireAuthorization(Scope.Any);

    private static async Task<IResult> GetAsync(
        Guid id,
        string? limit,
        string? cursor,
        TimelineReader reader,
        CancellationToken ct
    )
    {
        if (!TryRead(limit, DefaultPage, out var count) || count is 0 or > LargestPage)
            return Problems.BadRequest("limit", $"A number from 1 to {LargestPage}.");
        if (!TryRead(cursor, 0, out var skipped))
            return Problems.BadRequest("cursor", "Not a cursor of this list; take it from 'next'.");
        if (await reader.OfAsync(id, ct) is not { } steps)
            return Problems.NoSuchArticle();
        var next = skipped + (long)count < steps.Count ? $"{skipped + count}" : null;
        return TypedResults.Json(new TimelinePage([.. steps.Skip(skipped).Take(count)], next));
    }

    private static bool TryRead(string? text, int otherwise, out int number)
    {
        number = otherwise;
        return text is null or ""
            || int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number);
    }

    private sealed record TimelinePage(IReadOnlyList<TimelineStep> Items, string? Next);
}
