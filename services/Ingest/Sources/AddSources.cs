using Microsoft.EntityFrameworkCore;
using Syndication.Ingest.Store;

namespace Syndication.Ingest.Sources;

/// <summary>Adds sources, except those that are there already with the same kind and url.</summary>
internal sealed class AddSources(IReadOnlyList<SourceDraft> drafts)
    : PendingWrite<IReadOnlyList<(SourceRow Row, bool Added)>>
{
    protected override async Task<IReadOnlyList<(SourceRow Row, bool Added)>> ApplyAsync(
        WriteSession session,
        CancellationToken ct
    )
    {
        var urls = drafts.Select(d => d.Url!).Distinct(StringComparer.Ordinal).ToList();
        var stored = await session.Db.Sources.Where(s => urls.Contains(s.Url)).ToListAsync(ct);
        // Those that another of the same transaction adds are not in the database yet.
        var known = stored
            .Concat(session.Db.Sources.Local)
            .DistinctBy(s => (s.Kind, s.Url))
            .ToDictionary(s => (s.Kind, s.Url));
        var answers = new List<(SourceRow, bool)>(drafts.Count);
        foreach (var draft in drafts)
        {
            var key = (draft.Kind ?? SourceKind.Feed, draft.Url!);
            var isKnown = known.TryGetValue(key, out var row);
            if (!isKnown)
                session.Db.Sources.Add(known[key] = row = SourceChanges.Row(draft, session.Now));
            answers.Add((row!, !isKnown));
        }
        return answers;
    }
}
