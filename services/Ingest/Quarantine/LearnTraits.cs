using Microsoft.EntityFrameworkCore;
using Syndication.Ingest.Store;

namespace Syndication.Ingest.Quarantine;

/// <summary>Notes what a source has brought.</summary>
internal sealed class LearnTraits(Guid sourceId, IReadOnlyList<string> traits) : PendingWrite<bool>
{
    protected override async Task<bool> ApplyAsync(WriteSession session, CancellationToken ct)
    {
        await AddAsync(session, sourceId, traits, ct);
        return true;
    }

    /// <summary>Adds those that are not there, also not in this very transaction.</summary>
    public static async Task AddAsync(
        WriteSession session,
        Guid sourceId,
        IReadOnlyList<string> traits,
        CancellationToken ct
    )
    {
        await session
            .Db.SourceTraits.Where(t => t.SourceId == sourceId && EF.Parameter(traits).Contains(t.Trait))
            .LoadAsync(ct);
        // Asked for once: each time it looks through all that is tracked.
        var known = session
            .Db.SourceTraits.Local.Where(t => t.SourceId == sourceId)
            .Select(t => t.Trait)
            .ToHashSet(StringComparer.Ordinal);
        foreach (var trait in traits)
        {
            if (known.Add(trait))
                session.Db.SourceTraits.Add(
                    new()
                    {
                        SourceId = sourceId,
                        Trait = trait,
                        FirstSeenAt = session.Now,
                    }
                );
        }
    }
}
