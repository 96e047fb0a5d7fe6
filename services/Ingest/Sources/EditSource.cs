using Microsoft.EntityFrameworkCore;
using Syndication.Ingest.Store;
using Syndication.Ingest.WebSub;

namespace Syndication.Ingest.Sources;

/// <summary>Changes a source as the newsroom wishes; not to what another one is already.</summary>
internal sealed class EditSource(Guid id, SourceDraft draft) : PendingWrite<EditSource.Outcome>
{
    protected override async Task<Outcome> ApplyAsync(WriteSession session, CancellationToken ct)
    {
        if (await session.Db.Sources.FindAsync([id], ct) is not { } row)
            return new Outcome.Unknown();
        var (kind, url) = (draft.Kind ?? row.Kind, draft.Url ?? row.Url);
        if ((kind, url) != (row.Kind, row.Url) && await TwinAsync(session, kind, url, ct) is { } twin)
            return new Outcome.Taken(twin);
        var hub = HubParting.Of(row);
        SourceChanges.Apply(row, draft, session.Now);
        return new Outcome.Changed(row, row.HubToken is null ? hub : null);
    }

    // Those that another of the same transaction adds or changes are not in the database yet.
    private async Task<Guid?> TwinAsync(
        WriteSession session,
        SourceKind kind,
        string url,
        CancellationToken ct
    ) =>
        session.Db.Sources.Local.FirstOrDefault(s => s.Kind == kind && s.Url == url && s.Id != id)?.Id
        ?? await session
            .Db.Sources.Where(s => s.Kind == kind && s.Url == url && s.Id != id)
            .Select(s => (Guid?)s.Id)
            .FirstOrDefaultAsync(ct);

    internal abstract record Outcome
    {
        private Outcome() { }

        /// <summary>Its hub, if it had one and has none now, is to be told.</summary>
        public sealed record Changed(SourceRow Row, HubParting? Left) : Outcome;

        public sealed record Unknown : Outcome;

        /// <summary>That other source has this kind and url.</summary>
        public sealed record Taken(Guid By) : Outcome;
    }
}
