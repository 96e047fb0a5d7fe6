using System.Net;

namespace Syndication.Ingest.WordPress;

/// <summary>
/// Asks a site which posts are still there. What a list leaves out is asked for by itself: only WordPress's own word makes
/// a post gone, never a wall before it, and never all posts at once.
/// </summary>
internal sealed class WordPressCheck(WordPressApi api)
{
    private const int PageSize = 100;
    private const int Few = 3;

    public async Task<WordPressReading> RunAsync(IReadOnlyCollection<long> ids, CancellationToken ct)
    {
        var gone = new List<WithdrawnPost>();
        foreach (var some in ids.Distinct().Chunk(PageSize))
        {
            var query = $"include={string.Join(',', some)}&per_page={PageSize}&_fields=id,status";
            switch (await api.GetAsync("wp/v2/posts", query, ct))
            {
                case WordPressAnswer.Bad bad:
                    return bad.Failure;
                case WordPressAnswer.Good good:
                    var there = WordPressJson
                        .Items(good.Json)
                        .Where(WordPressPosts.IsPublic)
                        .Select(WordPressPosts.IdOf)
                        .ToHashSet();
                    foreach (var id in some.Where(id => !there.Contains(id)))
                        await AskAsync(id, gone, ct);
                    break;
            }
        }
        return gone.Count > Few && gone.Count == ids.Distinct().Count()
            ? new WordPressReading.Failed(
                "The site says that every post is gone. It is not believed: is it still the same site?"
            )
            : new WordPressReading.Checked(gone);
    }

    private async Task AskAsync(long id, List<WithdrawnPost> gone, CancellationToken ct)
    {
        switch (await api.GetAsync(FormattableString.Invariant($"wp/v2/posts/{id}"), "_fields=id,status", ct))
        {
            case WordPressAnswer.Good good when !WordPressPosts.IsPublic(good.Json):
                gone.Add(new(id, null, "The site took the post back."));
                break;
            case WordPressAnswer.Bad
            {
                Code: "rest_post_invalid_id",
                Failure.Status: HttpStatusCode.NotFound or HttpStatusCode.Gone
            }:
                gone.Add(new(id, null, "The site deleted the post."));
                break;
            case WordPressAnswer.Bad
            {
                Code: "rest_forbidden" or "rest_cannot_read",
                Failure.Status: HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden
            }:
                gone.Add(new(id, null, "The site took the post back to draft, or to its bin."));
                break;
        }
    }
}
