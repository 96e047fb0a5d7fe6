using Microsoft.EntityFrameworkCore;
using Syndication.Ingest.Store;

namespace Syndication.Ingest.WebSub;

/// <summary>Finds the source that a callback belongs to.</summary>
internal sealed class SubscriptionReader(IDbContextFactory<IngestDbContext> contexts, CallbackGate gate)
{
    /// <returns>Not <c>Read</c> where too many ask; null where no source has this token.</returns>
    public async Task<(bool Read, SourceRow? Source)> FindAsync(string token, CancellationToken ct)
    {
        using var place = await gate.LookUpAsync(ct);
        if (!place.IsAcquired)
            return (false, null);
        await using var db = await contexts.CreateDbContextAsync(ct);
        return (
            true,
            await db
                .Sources.AsNoTracking()
                .FirstOrDefaultAsync(s => s.HubToken == token && s.Hub != null && s.Enabled, ct)
        );
    }
}
