using Microsoft.EntityFrameworkCore;
using Syndication.Ingest.Store;

namespace Syndication.Ingest.Outbox;

/// <summary>Notes that the bus has taken these rows.</summary>
internal sealed class MarkSent(List<long> seqs) : PendingWrite<int>
{
    protected override Task<int> ApplyAsync(WriteSession session, CancellationToken ct) =>
        session
            .Db.Outbox.Where(o => seqs.Contains(o.Seq))
            .ExecuteUpdateAsync(set => set.SetProperty(o => o.SentAt, session.Now), ct);
}
