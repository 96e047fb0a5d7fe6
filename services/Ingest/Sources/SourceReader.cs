using Microsoft.EntityFrameworkCore;
using Syndication.Ingest.Articles;
using Syndication.Ingest.Store;

namespace Syndication.Ingest.Sources;

/// <summary>Reads sources as they are stored.</summary>
internal sealed class SourceReader(IDbContextFactory<IngestDbContext> contexts)
{
    public async Task<SourceRow?> FindAsync(Guid id, CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        return await db.Sources.AsNoTracking().FirstOrDefaultAsync(s => s.Id == id, ct);
    }

    /// <summary>In the order in which they were added.</summary>
    public async Task<List<SourceRow>> ListAsync(PageCursor? after, int count, CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        var sources = db.Sources.AsNoTracking();
        if (after is { PublishedAt: var at, Id: var id })
            sources = sources.Where(s => s.CreatedAt >= at && (s.CreatedAt > at || s.Id > id));
        return await sources.OrderBy(s => s.CreatedAt).ThenBy(s => s.Id).Take(count).ToListAsync(ct);
    }
}
