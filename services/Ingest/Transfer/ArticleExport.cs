using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using Syndication.Ingest.Articles;
using Syndication.Ingest.Store;

namespace Syndication.Ingest.Transfer;

/// <summary>Reads the whole store, oldest article first, a page at a time.</summary>
internal sealed class ArticleExport(IDbContextFactory<IngestDbContext> contexts)
{
    private const int PageSize = 200;

    /// <summary>Each as a line without its end; what comes in meanwhile may or may not be among them.</summary>
    /// <param name="allRevisions">Older ones, too, in their order.</param>
    /// <param name="ct">Ends it.</param>
    public async IAsyncEnumerable<ReadOnlyMemory<byte>> ReadAsync(
        bool allRevisions,
        [EnumeratorCancellation] CancellationToken ct
    )
    {
        var (after, revision) = (Guid.Empty, int.MaxValue);
        while (true)
        {
            var count = 0;
            await using var db = await contexts.CreateDbContextAsync(ct);
            await foreach (var (document, current) in Page(db, allRevisions, after, revision, ct))
            {
                var article = StoredArticle.FromJson(document);
                (after, revision) = (article.Id, article.Revision);
                count++;
                yield return ExportedLine.Of(article, article.Revision == current);
            }
            if (count < PageSize)
                yield break;
        }
    }

    private static async IAsyncEnumerable<(string Document, int Current)> Page(
        IngestDbContext db,
        bool allRevisions,
        Guid after,
        int revision,
        [EnumeratorCancellation] CancellationToken ct
    )
    {
        // Streamed: a page of long articles need not fit into memory.
        var page = (
            from r in db.Revisions.AsNoTracking()
            join a in db.Articles on r.ArticleId equals a.Id
            // So that an index is entered at the right place instead of being read from its beginning.
            where r.ArticleId >= after && (r.ArticleId > after || r.Revision > revision)
            where allRevisions || r.Revision == a.Revision
            orderby r.ArticleId, r.Revision
            select new { r.Document, a.Revision }
        ).Take(PageSize);
        await foreach (var one in page.AsAsyncEnumerable().WithCancellation(ct))
            yield return (one.Document, one.Revision);
    }
}
