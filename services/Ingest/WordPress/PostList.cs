using System.Globalization;
using System.Text.Json;

namespace Syndication.Ingest.WordPress;

/// <summary>Collects posts page by page.</summary>
internal sealed class PostList(WordPressApi api)
{
    private const int FullPage = 100;

    // For sites whose hundred posts are more than may be read at once.
    private const int SmallPage = 10;

    private readonly Dictionary<long, JsonElement> _posts = [];
    private int _pageSize = FullPage;

    /// <summary>Each once, as it came last.</summary>
    public IReadOnlyCollection<JsonElement> Posts => _posts.Values;

    /// <summary>True where the reading ended before the list did.</summary>
    public bool HasMore { get; private set; }

    /// <returns>Why nothing was read; null where it was.</returns>
    public async Task<WordPressReading.Failed?> ReadNewestAsync(CancellationToken ct)
    {
        var (_, _, failure) = await PageAsync("order=desc", page: 1, ct);
        return failure;
    }

    /// <summary>Oldest edit first, so that wherever it ends, the next reading goes on from there.</summary>
    public async Task<WordPressReading.Failed?> ReadSinceAsync(
        DateTimeOffset since,
        int mostPages,
        CancellationToken ct
    )
    {
        var page = 1;
        for (var pages = 1; ; pages++)
        {
            var (posts, isLast, failure) = await PageAsync(
                $"order=asc&modified_after={Text(since)}",
                page,
                ct
            );
            HasMore = failure is not null;
            // What was read before counts; the next reading tells whether it was more than a hiccup.
            if (failure is not null)
                return _posts.Count > 0 ? null : failure;
            var last = posts.Select(WordPressPosts.ModifiedOf).Max();
            if (last <= since)
                return await ReadBackAsync(since, mostPages, ct);
            if (isLast)
                return null;
            HasMore = pages == mostPages;
            if (HasMore)
                return null;
            // An edit meanwhile moves a post to the end and the others up: from here on, not from the next page on.
            var next = (last ?? since).AddSeconds(-1);
            page = next > since ? 1 : page + 1;
            since = next > since ? next : since;
        }
    }

    // Before WordPress 5.7 nobody heeds modified_after.
    private async Task<WordPressReading.Failed?> ReadBackAsync(
        DateTimeOffset since,
        int mostPages,
        CancellationToken ct
    )
    {
        _posts.Clear();
        for (var page = 1; page <= mostPages; page++)
        {
            var (posts, isLast, failure) = await PageAsync("order=desc", page, ct);
            if (failure is not null)
                return failure;
            if (isLast || posts.Select(WordPressPosts.ModifiedOf).Min() <= since)
                break;
        }
        foreach (var old in _posts.Where(p => WordPressPosts.ModifiedOf(p.Value) <= since).ToList())
            _posts.Remove(old.Key);
        return null;
    }

    private async Task<(List<JsonElement> Posts, bool IsLast, WordPressReading.Failed? Failure)> PageAsync(
        string query,
        int page,
        CancellationToken ct
    )
    {
        while (true)
        {
            var full = string.Create(
                CultureInfo.InvariantCulture,
                $"_embed=author,wp:term,wp:featuredmedia&orderby=modified&per_page={_pageSize}&page={page}&{query}"
            );
            switch (await api.GetAsync("wp/v2/posts", full, ct))
            {
                case WordPressAnswer.Good good:
                    var posts = Keep(good.Json);
                    return (posts, good.Pages is { } of ? page >= of : posts.Count < _pageSize, null);
                // A list that shrank since its length was told.
                case WordPressAnswer.Bad { Code: "rest_post_invalid_page_number" }:
                    return ([], true, null);
                case WordPressAnswer.Bad { IsTooLarge: true } when _pageSize > SmallPage:
                    _pageSize = SmallPage;
                    break;
                case WordPressAnswer.Bad bad:
                    return ([], true, bad.Failure);
            }
        }
    }

    private List<JsonElement> Keep(JsonElement json)
    {
        var posts = WordPressJson.Items(json).Where(p => WordPressPosts.IdOf(p) is not null).ToList();
        foreach (var post in posts)
            _posts[WordPressPosts.IdOf(post)!.Value] = post;
        return posts;
    }

    private static string Text(DateTimeOffset instant) =>
        instant.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
