using System.Globalization;
using Microsoft.AspNetCore.Http.HttpResults;
using Syndication.Ingest.Categories;

namespace Syndication.Ingest.Articles;

internal static class ReadingEndpoints
{
    private const int DefaultPage = 50;
    private const int LargestPage = 200;

    public static async Task<IResult> GetAsync(
        Guid id,
        ArticleReader reader,
        HttpResponse response,
        CancellationToken ct
    )
    {
        if (await reader.FindAsync(id, ct) is not { } article)
            return Problems.NoSuchArticle();
        IntakeAnswer.Tag(article, response);
        return TypedResults.Json(article);
    }

    public static async Task<IResult> ListAsync(
        string? category,
        string? state,
        string? q,
        string? limit,
        string? cursor,
        CategoryBook book,
        ArticleReader reader,
        CancellationToken ct
    )
    {
        if (!TryReadLimit(limit, out var count))
            return BadLimit();
        if (!TryReadState(state, out var wanted))
            return Problems.BadRequest("state", "One of published, embargoed, retracted, quarantined.");
        // PostgreSQL takes no U+0000, and no title has one.
        if (q?.Contains('\0', StringComparison.Ordinal) == true)
            return Problems.BadRequest("q", "Words that a title may have.");
        PageCursor? after = null;
        if (cursor is { Length: > 0 })
        {
            if (!PageCursor.TryParse(cursor, out var parsed))
                return Problems.BadRequest("cursor", "Not a cursor of this list; take it from 'next'.");
            after = parsed;
        }
        if (category is { Length: > 0 } && book.Policy.Find(category) is null)
            return Problems.BadRequest("category", "No such category.");
        var slug = category is { Length: > 0 } ? book.Policy.Find(category)!.Slug : null;
        var filter = new ArticleFilter
        {
            Slug = slug,
            State = wanted,
            After = after,
        };
        if (q is { Length: > 0 })
        {
            var (matches, stopped) = await reader.SearchAsync(filter, new(q), count, ct);
            return TypedResults.Json(new ArticlePage(matches, stopped?.ToString()));
        }
        var found = await reader.ListAsync(filter, count + 1, ct);
        return TypedResults.Json(Page(found, count, last => PageCursor.Behind(last).ToString()));
    }

    public static async Task<IResult> RevisionsAsync(
        Guid id,
        string? limit,
        string? cursor,
        ArticleReader reader,
        CancellationToken ct
    )
    {
        if (!TryReadLimit(limit, out var count))
            return BadLimit();
        var before = int.MaxValue;
        if (
            cursor is { Length: > 0 }
            && !int.TryParse(cursor, NumberStyles.None, CultureInfo.InvariantCulture, out before)
        )
            return Problems.BadRequest("cursor", "Not a cursor of this list; take it from 'next'.");
        var found = await reader.RevisionsAsync(id, before, count + 1, ct);
        if (found.Count == 0 && before == int.MaxValue)
            return Problems.NoSuchArticle();
        return TypedResults.Json(
            Page(found, count, last => last.Revision.ToString(CultureInfo.InvariantCulture))
        );
    }

    private static ArticlePage Page(
        List<StoredArticle> found,
        int count,
        Func<StoredArticle, string> cursor
    ) =>
        found.Count > count
            ? new ArticlePage(found[..count], cursor(found[count - 1]))
            : new ArticlePage(found, null);

    private static bool TryReadLimit(string? limit, out int count)
    {
        count = DefaultPage;
        return limit is null or ""
            || (
                int.TryParse(limit, NumberStyles.None, CultureInfo.InvariantCulture, out count)
                && count is > 0 and <= LargestPage
            );
    }

    private static ProblemHttpResult BadLimit() =>
        Problems.BadRequest("limit", $"A number from 1 to {LargestPage}.");

    private static bool TryReadState(string? state, out ArticleState? wanted)
    {
        wanted = state switch
        {
            "published" => ArticleState.Published,
            "embargoed" => ArticleState.Embargoed,
            "retracted" => ArticleState.Retracted,
            "quarantined" => ArticleState.Quarantined,
            _ => null,
        };
        return wanted is not null || string.IsNullOrEmpty(state);
    }

    private sealed record ArticlePage(IReadOnlyList<StoredArticle> Items, string? Next);
}
