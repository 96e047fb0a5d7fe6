using Microsoft.EntityFrameworkCore;
using Syndication.Ingest.Store;

namespace Syndication.Ingest.Articles;

/// <summary>Reads articles as they are stored.</summary>
internal sealed class ArticleReader(IDbContextFactory<IngestDbContext> contexts, TimeProvider time)
{
    // A search looks through so many titles first, then through ever more at a time, for about so long.
    private const int FewTitles = 2_000;
    private const int ManyTitles = 32_000;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    public async Task<bool> AnyAsync(CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        return await db.Articles.AnyAsync(ct);
    }

    public async Task<StoredArticle?> FindAsync(Guid id, CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        var found = await Documents(db, db.Articles.Where(a => a.Id == id)).FirstOrDefaultAsync(ct);
        return found is null ? null : StoredArticle.FromJson(found);
    }

    /// <summary>Newest first by publication; at most <paramref name="count"/>.</summary>
    public async Task<List<StoredArticle>> ListAsync(ArticleFilter filter, int count, CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        return await ReadAsync(Documents(db, Filtered(db, filter).Take(count)), ct);
    }

    /// <summary>
    /// As <see cref="ListAsync"/>, of those whose titles hold the words. Titles are looked through from the newest on, for
    /// about a second: no index holds parts of words in every script on both databases.
    /// </summary>
    /// <param name="filter">Which articles.</param>
    /// <param name="words">In their titles.</param>
    /// <param name="count">At most so many.</param>
    /// <param name="ct">Ends it.</param>
    /// <returns>What was found, and where the search stopped if it has not seen everything else.</returns>
    public async Task<(List<StoredArticle> Found, PageCursor? Stopped)> SearchAsync(
        ArticleFilter filter,
        TitleWords words,
        int count,
        CancellationToken ct
    )
    {
        var start = time.GetTimestamp();
        await using var db = await contexts.CreateDbContextAsync(ct);
        var found = new List<Guid>();
        var stopped = filter.After;
        for (var titles = FewTitles; ; titles = Math.Min(4 * titles, ManyTitles))
        {
            var part = Filtered(db, filter with { After = stopped });
            var end = await Places(part.Skip(titles - 1)).FirstOrDefaultAsync(ct);
            var room = count - found.Count;
            var matches = await Places(words.In(part.Take(titles))).Take(room + 1).ToListAsync(ct);
            found.AddRange(matches.Take(room).Select(m => m.Id));
            // One too many shows that there are more; without it the page ends where the looking did.
            stopped = matches.Count > room ? matches[room - 1] : end;
            if (stopped is null || found.Count == count || time.GetElapsedTime(start) >= Patience)
                return (await FindAsync(db, found, ct), stopped);
        }
    }

    private static IQueryable<PageCursor> Places(IQueryable<ArticleRow> articles) =>
        articles
            .OrderByDescending(a => a.PublishedAt)
            .ThenByDescending(a => a.Id)
            .Select(a => new PageCursor(a.PublishedAt, a.Id));

    private static Task<List<StoredArticle>> FindAsync(
        IngestDbContext db,
        List<Guid> ids,
        CancellationToken ct
    ) => ReadAsync(Documents(db, db.Articles.AsNoTracking().Where(a => ids.Contains(a.Id))), ct);

    private static async Task<List<StoredArticle>> ReadAsync(
        IQueryable<string> documents,
        CancellationToken ct
    )
    {
        // The join may forget the order; a page is small.
        var articles = (await documents.ToListAsync(ct)).Select(StoredArticle.FromJson);
        return
        [
            .. articles
                .OrderByDescending(a => a.PublishedAt.ToUnixTimeMilliseconds())
                .ThenByDescending(a => a.Id),
        ];
    }

    /// <summary>All revisions of an article, newest first.</summary>
    public async Task<List<StoredArticle>> RevisionsAsync(
        Guid id,
        int before,
        int count,
        CancellationToken ct
    )
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        var documents = await db
            .Revisions.Where(r => r.ArticleId == id && r.Revision < before)
            .OrderByDescending(r => r.Revision)
            .Take(count)
            .Select(r => r.Document)
            .ToListAsync(ct);
        return [.. documents.Select(StoredArticle.FromJson)];
    }

    // Newest first. Each of these walks an index that has the order of the list, from where the page before ended.
    private static IQueryable<ArticleRow> Filtered(IngestDbContext db, ArticleFilter filter)
    {
        if (filter.Slug is not null)
            return InCategory(db, filter);
        var articles = db.Articles.AsNoTracking();
        if (filter.State is { } state)
            articles = articles.Where(a => a.State == state);
        if (filter.EverPublished)
            articles = articles.Where(a => a.EverPublished);
        // Not "either earlier, or the same and a lesser id": that is read from the newest article on.
        if (filter.After is { } after)
            articles = articles.Where(a =>
                a.PublishedAt <= after.PublishedAt && (a.PublishedAt < after.PublishedAt || a.Id < after.Id)
            );
        return articles.OrderByDescending(a => a.PublishedAt).ThenByDescending(a => a.Id);
    }

    private static IQueryable<ArticleRow> InCategory(IngestDbContext db, ArticleFilter filter)
    {
        var places = db.ArticleCategories.AsNoTracking().Where(p => p.Slug == filter.Slug);
        if (filter.State is { } state)
            places = places.Where(p => p.State == state);
        if (filter.After is { } after)
            places = places.Where(p =>
                p.PublishedAt <= after.PublishedAt
                && (p.PublishedAt < after.PublishedAt || p.ArticleId < after.Id)
            );
        return from place in places
            join article in db.Articles.AsNoTracking() on place.ArticleId equals article.Id
            orderby place.PublishedAt descending, place.ArticleId descending
            select article;
    }

    private static IQueryable<string> Documents(IngestDbContext db, IQueryable<ArticleRow> articles) =>
        from article in articles
        join revision in db.Revisions
            on new { ArticleId = article.Id, article.Revision } equals new
            {
                revision.ArticleId,
                revision.Revision,
            }
        select revision.Document;
}
