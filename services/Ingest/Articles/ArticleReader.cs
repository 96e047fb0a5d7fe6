using Microsoft.EntityFrameworkCore;
using Syndication.Ingest.Store;

namespace Syndication.Ingest.Articles;

/// <summary>Reads articles as they are stored.</summary>
internal sealed class ArticleReader(IDbContextFactory<IngestDbContext> contexts)
{
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
        var page = Ordered(Filtered(db, filter)).Take(count);
        var documents = await Documents(db, page).ToListAsync(ct);
        // The join may forget the order; a page is small.
        return
        [
            .. documents
                .Select(StoredArticle.FromJson)
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

    private static IQueryable<ArticleRow> Filtered(IngestDbContext db, ArticleFilter filter)
    {
        var articles = db.Articles.AsNoTracking();
        if (filter.Slug is { } slug)
            articles = articles.Where(a =>
                db.ArticleCategories.Any(p => p.Slug == slug && p.ArticleId == a.Id)
            );
        if (filter.State is { } state)
            articles = articles.Where(a => a.State == state);
        if (filter.EverPublished)
            articles = articles.Where(a => a.EverPublished);
        if (filter.Words is { } words)
            articles = Named(articles, words);
        if (filter.After is { } after)
            articles = articles.Where(a =>
                a.PublishedAt < after.PublishedAt || (a.PublishedAt == after.PublishedAt && a.Id < after.Id)
            );
        return articles;
    }

#pragma warning disable CA1304, CA1311, MA0011 // translated to SQL's lower(); PostgreSQL's LIKE heeds case
    private static IQueryable<ArticleRow> Named(IQueryable<ArticleRow> articles, string words) =>
        articles.Where(a => EF.Functions.Like(a.Title.ToLower(), Pattern(words.ToLowerInvariant()), "\\"));
#pragma warning restore CA1304, CA1311, MA0011

    private static IQueryable<ArticleRow> Ordered(IQueryable<ArticleRow> articles) =>
        articles.OrderByDescending(a => a.PublishedAt).ThenByDescending(a => a.Id);

    private static IQueryable<string> Documents(IngestDbContext db, IQueryable<ArticleRow> articles) =>
        from article in articles
        join revision in db.Revisions
            on new { ArticleId = article.Id, article.Revision } equals new
            {
                revision.ArticleId,
                revision.Revision,
            }
        select revision.Document;

    // A user's % is a percent sign.
    private static string Pattern(string words) =>
        '%'
        + words
            .Replace("\\", "\\\\", StringComparison.Ordinal)
            .Replace("%", "\\%", StringComparison.Ordinal)
            .Replace("_", "\\_", StringComparison.Ordinal)
        + '%';
}
