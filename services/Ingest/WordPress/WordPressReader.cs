using System.Globalization;
using System.Text.Json;
using Syndication.Hosting.Outbound;

namespace Syndication.Ingest.WordPress;

/// <summary>
/// Reads a WordPress site by its REST API: at first the newest posts, then whatever was edited since. Keeps nothing; the
/// caller keeps the mark.
/// </summary>
internal sealed class WordPressReader(OutboundHttp http, TimeProvider time)
{
    private const int MostPages = 10;

    // Instants are whole seconds there: of two edits in one second one may have been seen and the other not.
    private static readonly TimeSpan Overlap = TimeSpan.FromSeconds(1);

    /// <param name="site">Any page of the site, or its REST root.</param>
    /// <param name="mark">Where the last reading ended; <see cref="WordPressMark.Start"/> for the first.</param>
    /// <param name="ct">Ends it.</param>
    /// <returns><see cref="WordPressReading.Read"/>, or <see cref="WordPressReading.Failed"/>.</returns>
    public async Task<WordPressReading> ReadAsync(Uri site, WordPressMark mark, CancellationToken ct)
    {
        var (root, failure) = mark.Root is { } known
            ? (known, null)
            : await WordPressRoot.FindAsync(http, time, site, ct);
        if (root is null)
            return failure!;
        var api = new WordPressApi(http, time, root);
        var list = new PostList(api);
        var end = mark.ModifiedUntil is { } since
            ? await list.ReadSinceAsync(since - Overlap, MostPages, ct)
            : await list.ReadNewestAsync(ct);
        return end ?? await ArticlesAsync(api, site, list, mark.ModifiedUntil, time.GetUtcNow(), ct);
    }

    /// <summary>Which of these posts are no longer there for readers.</summary>
    /// <param name="root">The site's REST root, as a mark has it.</param>
    /// <param name="ids">The site's own numbers; asked for a hundred at a time.</param>
    /// <param name="ct">Ends it.</param>
    /// <returns><see cref="WordPressReading.Checked"/>, or <see cref="WordPressReading.Failed"/>.</returns>
    public Task<WordPressReading> CheckAsync(Uri root, IReadOnlyCollection<long> ids, CancellationToken ct) =>
        new WordPressCheck(new(http, time, root)).RunAsync(ids, ct);

    /// <summary>The number of a post in its guid (<c>https://…/?p=7781</c>); null where it is not told there.</summary>
    public static long? IdIn(string? guid)
    {
        var at = guid?.LastIndexOf("?p=", StringComparison.Ordinal) ?? -1;
        return
            at >= 0
            && long.TryParse(guid.AsSpan(at + 3), NumberStyles.None, CultureInfo.InvariantCulture, out var id)
            ? id
            : null;
    }

    private static async Task<WordPressReading> ArticlesAsync(
        WordPressApi api,
        Uri site,
        PostList list,
        DateTimeOffset? since,
        DateTimeOffset now,
        CancellationToken ct
    )
    {
        var open = list
            .Posts.Where(p => WordPressPosts.IsPublic(p) && !WordPressPosts.IsProtected(p))
            .ToList();
        var names = new WordPressNames();
        open.ForEach(p => WordPressPosts.CollectMissing(p, names));
        // Without its categories an article would pass where it must not.
        if (await names.ResolveAsync(api, ct) is { } failure)
            return failure;
        // One post from a clock that ran ahead must not hide all that is edited until then.
        var until = list
            .Posts.Select(WordPressPosts.ModifiedOf)
            .Where(edited => edited <= now)
            .Append(since <= now ? since : null)
            .Max();
        return new WordPressReading.Read(
            [.. open.Select(p => Post(p, site, names)).OrderBy(p => p.Modified)],
            [.. list.Posts.Where(p => !open.Contains(p)).Select(Withdrawn)],
            new(api.Root, until),
            list.HasMore
        );
    }

    private static WordPressPost Post(JsonElement post, Uri site, WordPressNames names) =>
        new(
            WordPressPosts.IdOf(post)!.Value,
            WordPressPosts.Article(post, site, names),
            WordPressPosts.ModifiedOf(post)
        );

    private static WithdrawnPost Withdrawn(JsonElement post) =>
        new(
            WordPressPosts.IdOf(post)!.Value,
            WordPressPosts.GuidOf(post),
            WordPressPosts.IsProtected(post)
                ? "The site put the post behind a password."
                : $"The site took the post back ({WordPressJson.Text(post, "status")})."
        );
}
